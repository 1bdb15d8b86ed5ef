#include "hcl/body.h"

#include "hcl/characters.h"
#include "hcl/write.h"

namespace hcl {

void Body::attribute(const std::string& key, const base::Value& value)
{
    expression(key, literal(value, indent_));
}

void Body::expression(const std::string& key, const std::string& code)
{
    // `terraform fmt` aligns single-line attributes only.
    if (code.find('\n') == std::string::npos)
        lines_.push_back({key, code});
    else
        lines_.push_back({key + " = " + code, std::nullopt});
}

void Body::block(const std::string& header, const Body& inside)
{
    const auto text = inside.text();
    lines_.push_back(
        {header + (text.empty() ? " {}" : " {\n" + text + std::string(indent_, ' ') + "}"), std::nullopt}
    );
}

void Body::comment(const std::string& words)
{
    lines_.push_back({"# " + words, std::nullopt});
}

void Body::element(const base::Value& value)
{
    lines_.push_back({literal(value, indent_) + ",", std::nullopt});
}

/// Writes the lines [first, last), all of them with a rest.
void Body::align(std::size_t first, std::size_t last, std::string& text) const
{
    std::size_t widest = 0;
    for (auto i = first; i < last; ++i)
        widest = std::max(widest, columns(lines_[i].start));
    for (auto i = first; i < last; ++i)
        text += std::string(indent_, ' ') + lines_[i].start +
                std::string(widest - columns(lines_[i].start), ' ') + " = " + *lines_[i].rest + "\n";
}

std::string Body::text() const
{
    std::string text;
    for (std::size_t i = 0; i < lines_.size();) {
        auto end = i;
        while (end < lines_.size() && lines_[end].rest)
            ++end;
        align(i, end, text);
        if (end < lines_.size()) {
            const auto& start = lines_[end].start;
            text += start.empty() ? "\n" : std::string(indent_, ' ') + start + "\n";
            ++end;
        }
        i = end;
    }
    return text;
}

}  // namespace hcl
