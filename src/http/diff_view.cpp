#include "http/diff_view.h"

#include "http/page.h"

#include <cstdio>

namespace http {
namespace {

constexpr std::size_t open_at_most = 500;  ///< lines; a longer file starts folded

struct Numbers {
    long before = 0;
    long after = 0;
};

/// "@@ -1,4 +1,6 @@ resource …" sets the numbers of the lines that follow.
bool read_hunk(const std::string& line, Numbers& numbers)
{
    long before = 0;
    long after = 0;
    const auto plus = line.find(" +");
    if (!line.starts_with("@@ -") || plus == std::string::npos)
        return false;
    before = std::strtol(line.c_str() + 4, nullptr, 10);
    after = std::strtol(line.c_str() + plus + 2, nullptr, 10);
    numbers = {before, after};
    return true;
}

void write_number(Markup& out, bool there, long number)
{
    out << "<td class=\"number\">";
    if (there)
        out << number;
    out << "</td>";
}

void write_line(Markup& out, const std::string& line, Numbers& numbers)
{
    const char sign = line.empty() ? ' ' : line.front();
    if (sign == '\\') {
        out << "<tr class=\"aside\"><td></td><td></td><td>" << line << "</td></tr>";
        return;
    }
    const bool added = sign == '+';
    const bool removed = sign == '-';
    out << "<tr";
    if (added)
        out << " class=\"added\"";
    if (removed)
        out << " class=\"removed\"";
    out << ">";
    write_number(out, !added, numbers.before);
    write_number(out, !removed, numbers.after);
    out << "<td class=\"code\">" << line << "</td></tr>";
    numbers.before += added ? 0 : 1;
    numbers.after += removed ? 0 : 1;
}

void write_patch(Markup& out, const std::string& patch)
{
    Numbers numbers;
    bool inside = false;
    auto lines = base::split(patch, '\n');
    if (!lines.empty() && lines.back().empty())
        lines.pop_back();
    for (const auto& line : lines) {
        // Before the first hunk stand git's own lines (diff --git, index, ---, +++).
        if (read_hunk(line, numbers)) {
            inside = true;
            out << "<tr class=\"hunk\"><td></td><td></td><td>" << line << "</td></tr>";
        } else if (inside) {
            write_line(out, line, numbers);
        }
    }
}

void write_counts(Markup& out, const base::Value& file)
{
    out << "<span class=\"counts\"><span class=\"plus\">+" << text_of(file, "added")
        << "</span> <span class=\"minus\">−" << text_of(file, "removed") << "</span></span>";
}

}  // namespace

Markup diff_view(const base::Value& files)
{
    Markup out;
    if (!files.is_array() || files.empty())
        return Markup("<p class=\"quiet\">No file differs.</p>");
    out << "<ol class=\"files\">";
    for (std::size_t i = 0; i < files.size(); ++i) {
        out << "<li><a href=\"#file-" << i << "\"><code>" << text_of(files[i], "path") << "</code></a> "
            << badge(text_of(files[i], "status"));
        write_counts(out, files[i]);
        out << "</li>";
    }
    out << "</ol>";
    for (std::size_t i = 0; i < files.size(); ++i) {
        const auto patch = text_of(files[i], "patch");
        const auto lines = static_cast<std::size_t>(std::count(patch.begin(), patch.end(), '\n'));
        out << "<details class=\"file\" id=\"file-" << i << "\"";
        if (lines <= open_at_most)
            out << " open";
        out << "><summary><code>" << text_of(files[i], "path") << "</code>";
        write_counts(out, files[i]);
        out << "</summary><div class=\"scroll\" tabindex=\"0\"><table class=\"diff\"><tbody>";
        write_patch(out, patch);
        out << "</tbody></table></div></details>";
    }
    return out;
}

}  // namespace http
