#include "catalog/reading.h"

#include "base/files.h"
#include "base/schema.h"
#include "base/text.h"

#include <regex>

namespace catalog {

void Report::say(const std::string& pointer, const std::string& message) const
{
    problems_.push_back({pointer, file_ + (pointer.empty() ? ": " : ": " + pointer + ": ") + message});
}

void Report::repeat(const base::Error& error) const
{
    problems_.push_back({"", error.message});
}

std::optional<base::Value>
read_declared(const std::filesystem::path& path, const base::Value& declaration, const Report& report)
{
    const auto text = base::find_file(path);
    if (!text) {
        report.say("", "There is no such file.");
        return std::nullopt;
    }
    std::optional<base::Value> value;
    try {
        value = base::read_yaml(*text, report.file());
    } catch (const base::Error& error) {
        report.repeat(error);
        return std::nullopt;
    }
    const auto problems = base::check(declaration, *value);
    for (const auto& problem : problems)
        report.say(problem.pointer, problem.message);
    return problems.empty() ? value : std::nullopt;
}

void Words::take(
    const std::string& word, const std::string& owner, const std::string& pointer, const Report& report
)
{
    const auto [found, added] = owners_.emplace(base::lower_ascii(word), owner);
    if (!added && found->second != owner)
        report.say(pointer, "\"" + word + "\" already belongs to " + found->second + ".");
}

void check_pattern(const std::string& pattern, const std::string& pointer, const Report& report)
{
    try {
        const std::regex compiled(pattern, std::regex::ECMAScript);
    } catch (const std::regex_error& error) {
        report.say(pointer, "This is not a regular expression: " + std::string(error.what()) + ".");
        return;
    }
    // An unanchored pattern would let anything through beside what it matches.
    if (!pattern.starts_with('^') || !pattern.ends_with('$'))
        report.say(pointer, "A pattern starts with ^ and ends with $.");
}

}  // namespace catalog
