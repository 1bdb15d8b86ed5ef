#include "client/safe.h"

#include "base/text.h"

#include <fmt/format.h>

namespace client {
namespace {

std::size_t length_of_first(std::string_view text)
{
    std::size_t length = 1;
    while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80)
        ++length;
    return length;
}

bool is_harmful(std::string_view letter)
{
    return letter == "\r" || base::unprintable(letter).has_value();
}

/// Calls `take(letter, harmful)` for every code point.
template <typename Take> void each_letter(std::string_view text, Take take)
{
    while (!text.empty()) {
        const auto letter = text.substr(0, length_of_first(text));
        take(letter, is_harmful(letter));
        text.remove_prefix(letter.size());
    }
}

/// All harmful characters lie in the basic plane: at most three bytes.
unsigned code_point(std::string_view letter)
{
    const auto byte = [&](std::size_t i) {
        return static_cast<unsigned>(static_cast<unsigned char>(letter[i]));
    };
    if (letter.size() == 1)
        return byte(0);
    if (letter.size() == 2)
        return ((byte(0) & 0x1FU) << 6U) | (byte(1) & 0x3FU);
    return ((byte(0) & 0x0FU) << 12U) | ((byte(1) & 0x3FU) << 6U) | (byte(2) & 0x3FU);
}

}  // namespace

std::string safe_text(std::string_view text)
{
    std::string safe;
    each_letter(text, [&](std::string_view letter, bool harmful) {
        if (!harmful)
            safe += letter;
    });
    return safe;
}

std::string one_line(std::string_view text)
{
    auto line = safe_text(text);
    std::replace_if(
        line.begin(), line.end(), [](char c) { return c == '\n' || c == '\t'; }, ' '
    );
    return line;
}

base::Value safe_value(const base::Value& value)
{
    if (value.is_string())
        return safe_text(value.get_ref<const std::string&>());
    if (value.is_array()) {
        auto items = base::Value::array();
        for (const auto& item : value)
            items.push_back(safe_value(item));
        return items;
    }
    if (value.is_object()) {
        auto members = base::Value::object();
        for (const auto& [key, member] : value.items())
            members[safe_text(key)] = safe_value(member);
        return members;
    }
    return value;
}

std::string safe_json(std::string_view json)
{
    std::string safe;
    each_letter(json, [&](std::string_view letter, bool harmful) {
        if (!harmful)
            safe += letter;
        else if (letter != "\r")  // outside of strings, where JSON allows it as a space
            safe += fmt::format("\\u{:04x}", code_point(letter));
    });
    return safe;
}

}  // namespace client
