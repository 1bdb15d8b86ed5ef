#include "base/dotenv.h"

#include "base/text.h"

#include <algorithm>
#include <set>

namespace base {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";  // some editors begin a file with it

std::string_view visible(std::string_view line)
{
    if (line.starts_with(byte_order_mark))
        line.remove_prefix(byte_order_mark.size());
    return trimmed(line);
}

bool says_nothing(std::string_view line)
{
    const auto text = visible(line);
    return text.empty() || text.front() == '#';
}

/// Empty where the line gives no value to anything.
std::string name_in(std::string_view line)
{
    line = visible(line);
    const auto equals = line.find('=');
    if (says_nothing(line) || equals == std::string_view::npos)
        return "";
    auto name = trimmed(line.substr(0, equals));
    if (name.starts_with("export "))
        name = trimmed(name.substr(7));
    return std::string(name);
}

std::string value_in(std::string_view line)
{
    auto value = trimmed(line.substr(line.find('=') + 1));
    if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front())
        value = value.substr(1, value.size() - 2);
    return std::string(value);
}

/// Single quotes first: in them shells and docker compose read every letter as it stands, too.
std::string quoted(const std::string& value)
{
    const auto needs_none = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
               std::string_view("_-./:@%+=,").find(c) != std::string_view::npos;
    };
    if (std::all_of(value.begin(), value.end(), needs_none))
        return value;
    const char quote = value.find('\'') == std::string::npos ? '\'' : '"';
    return quote + value + quote;
}

void refuse_unwritable(const std::string& name, const Secret& value)
{
    const bool in_one_line = value.reveal().find_first_of(std::string_view("\n\0", 2)) == std::string::npos;
    if (!in_one_line)
        throw Error(
            Code::invalid,
            "The value of " + name + " holds a line break or a NUL, which a line of .env cannot hold."
        );
}

}  // namespace

std::map<std::string, std::string> read_dotenv(const std::string& text, std::vector<Problem>& problems)
{
    std::map<std::string, std::string> entries;
    std::size_t number = 0;
    for (const auto& line : split(text, '\n')) {
        ++number;
        if (says_nothing(line))
            continue;
        if (name_in(line).empty())
            problems.push_back({"", ".env:" + std::to_string(number) + ": a line must be NAME=value."});
        else
            entries[name_in(line)] = value_in(line);
    }
    return entries;
}

std::string with_values(const std::string& text, const std::map<std::string, std::optional<Secret>>& values)
{
    auto lines = split(text, '\n');
    for (const auto& [name, value] : values)
        if (value)
            refuse_unwritable(name, *value);
    std::set<std::string> written;
    for (auto i = lines.size(); i-- > 0;) {
        auto& line = lines[i];
        const auto value = values.find(name_in(line));
        if (value == values.end())
            continue;
        const bool counts = written.insert(value->first).second && value->second;
        if (counts)
            line = line.substr(0, line.find('=') + 1) + quoted(value->second->reveal()) +
                   (line.ends_with('\r') ? "\r" : "");
        else if (i + 1 == lines.size())
            line.clear();  // the line before it keeps its end
        else
            lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(i));
    }
    for (const auto& [name, value] : values) {
        if (!value || written.contains(name))
            continue;
        if (lines.back().empty())
            lines.pop_back();
        lines.push_back(name + "=" + quoted(value->reveal()));
        lines.emplace_back();
    }
    return join(lines, "\n");
}

}  // namespace base
