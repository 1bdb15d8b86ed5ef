#include "requests/command.h"

#include "base/error.h"
#include "base/text.h"

#include <vector>

namespace requests {
namespace {

constexpr std::string_view name = "/groundwork";
constexpr std::size_t longest_line = 2'000;
constexpr std::size_t most_values = 20;

base::Error unreadable(const std::string& why)
{
    return {
        base::Code::invalid,
        why + " Possible are `/groundwork set parameter=value …` and `/groundwork cancel`: one of them in a "
              "comment, on its first line."};
}

/// Markdown shows a line as code when it is indented so far.
bool is_code(std::string_view line)
{
    return line.starts_with("    ") || line.substr(0, 4).find('\t') != std::string_view::npos;
}

/// Words at spaces; a value in double quotes may hold spaces: name="two words".
std::vector<std::string> words_of(const std::string& line)
{
    std::vector<std::string> words{""};
    bool quoted = false;
    for (const char c : line) {
        if (c == '"')
            quoted = !quoted;
        else if (c == ' ' && !quoted)
            words.emplace_back();
        else
            words.back() += c;
    }
    if (quoted)
        throw unreadable("A quotation mark is not closed.");
    std::erase(words, "");
    return words;
}

std::map<std::string, base::Value> assignments(const std::vector<std::string>& words)
{
    std::map<std::string, base::Value> values;
    for (const auto& word : words) {
        const auto equals = word.find('=');
        if (equals == std::string::npos || equals == 0 || equals + 1 == word.size())
            throw unreadable("\"" + base::shortened(word, 60) + "\" is not parameter=value.");
        if (!values.emplace(word.substr(0, equals), word.substr(equals + 1)).second)
            throw unreadable("\"" + base::shortened(word.substr(0, equals), 60) + "\" is set twice.");
    }
    if (values.empty())
        throw unreadable("Nothing is set.");
    if (values.size() > most_values)
        throw unreadable("Too much is set at once.");
    return values;
}

}  // namespace

std::optional<std::string> find_command(std::string_view comment)
{
    for (const auto& line : base::split(comment, '\n')) {
        const auto text = base::trimmed(line);
        if (text.empty())
            continue;
        if (is_code(line) || (text != name && !text.starts_with(std::string(name) + " ")))
            return std::nullopt;
        return std::string(text);
    }
    return std::nullopt;
}

Command read_command(const std::string& line)
{
    if (line.size() > longest_line || base::unprintable(line))
        throw unreadable("The command is too long, or holds characters that cannot be shown.");
    auto words = words_of(line.substr(name.size()));
    const auto verb = words.empty() ? "" : words.front();
    if (verb == "cancel" && words.size() == 1)
        return {Command::Verb::cancel, {}};
    if (verb != "set")
        throw unreadable("\"" + base::shortened(verb, 60) + "\" is not a command.");
    words.erase(words.begin());
    return {Command::Verb::set, assignments(words)};
}

}  // namespace requests
