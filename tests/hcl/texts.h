#pragma once

#include "base/error.h"
#include "hcl/write.h"

#include <random>
#include <string>
#include <vector>

inline void append_utf8(std::string& text, char32_t point)
{
    const auto add = [&](char32_t byte) { text += static_cast<char>(byte); };
    if (point < 0x80)
        return add(point);
    if (point < 0x800) {
        add(0xC0U | (point >> 6U));
    } else if (point < 0x10000) {
        add(0xE0U | (point >> 12U));
        add(0x80U | ((point >> 6U) & 0x3FU));
    } else {
        add(0xF0U | (point >> 18U));
        add(0x80U | ((point >> 12U) & 0x3FU));
        add(0x80U | ((point >> 6U) & 0x3FU));
    }
    add(0x80U | (point & 0x3FU));
}

/// Text that is made of what HCL could stumble over, and of anything else that Unicode has. The same every
/// time.
class Texts {
public:
    std::string next()
    {
        std::string text;
        for (auto left = number(0, 24); left > 0; --left)
            append(text);
        return text;
    }

private:
    std::size_t number(std::size_t least, std::size_t most)
    {
        return std::uniform_int_distribution<std::size_t>(least, most)(random_);
    }

    void append(std::string& text)
    {
        // clang-format off
        static const std::vector<std::string> pieces{
            "$", "$$", "%", "%%", "{", "}", "${", "%{", "~}", "\"", "\\", "\n", "\r", "\t", "#", "//", "/*", "*/",
            "=", " ", "<<EOT\n", "EOT\n", "\"\n}\nresource \"x\" \"y\" {", "${file(\"/etc/passwd\")}", "%{ if true }",
            "\\u0041", "\\\"", "\u2028", "\u2029", "\u0085", "\ufeff", "\u202e", "\u200d", "👩‍💻", "ë", "東"};
        // clang-format on
        switch (number(0, 9)) {
        case 0: return append_utf8(text, static_cast<char32_t>(number(0, 0x7F)));
        case 1: return append_utf8(text, static_cast<char32_t>(number(0x80, 0xD7FF)));
        case 2: return append_utf8(text, static_cast<char32_t>(number(0xE000, 0x1FFFF)));
        default: text += pieces[number(0, pieces.size() - 1)];
        }
    }

    std::mt19937 random_{20261120};  // NOLINT(cert-msc51-cpp)
};

/// Strings that the writer takes. The others are refused, which other tests look at.
inline base::Value writable_texts(std::size_t count)
{
    Texts texts;
    auto list = base::Value::array();
    while (list.size() < count) {
        auto text = texts.next();
        try {
            hcl::quoted(text);
            list.push_back(std::move(text));
        } catch (const base::Error&) {
            continue;
        }
    }
    return list;
}
