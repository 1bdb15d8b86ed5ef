#include "base/settings.h"

#include "base/dotenv.h"
#include "base/text.h"
#include "base/value.h"

#include <algorithm>

namespace base {
namespace {

std::string
unknown(std::string_view what, const std::string& name, std::span<const Setting> table, bool by_variable)
{
    std::vector<std::string> known;
    for (const auto& setting : table)
        known.emplace_back(by_variable ? setting.variable : setting.name);
    const auto near = nearest(name, known);
    return "There is no setting " + name + " (" + std::string(what) + ")" +
           (near ? "; did you mean " + *near + "?" : ". `groundwork config` lists them all.");
}

std::map<std::string, std::string> read_config(const std::string& text, std::vector<Problem>& problems)
{
    std::map<std::string, std::string> entries;
    const auto root = read_yaml(text, "config/groundwork.yaml", Scalars::as_written);
    if (!root.is_object() && !root.is_null()) {
        problems.push_back({"", "config/groundwork.yaml must be lines of name: value."});
        return entries;
    }
    for (const auto& [name, value] : root.items()) {
        if (value.is_structured())
            problems.push_back({"/" + name, "config/groundwork.yaml: " + name + " must be one value."});
        else if (!value.is_null())
            entries[name] = value.get<std::string>();
    }
    return entries;
}

template <typename Known>
void refuse_unknown(
    const std::map<std::string, std::string>& entries,
    std::span<const Setting> table,
    std::string_view what,
    const Known& is_ours,
    std::vector<Problem>& problems
)
{
    const bool by_variable = what == ".env";
    for (const auto& [name, _] : entries) {
        const bool known = std::any_of(table.begin(), table.end(), [&](const Setting& setting) {
            return (by_variable ? setting.variable : setting.name) == name;
        });
        if (!known && is_ours(name))
            problems.push_back({"/" + name, unknown(what, name, table, by_variable)});
    }
}

const std::string* find(const std::map<std::string, std::string>& entries, std::string_view key)
{
    const auto found = entries.find(std::string(key));
    return found == entries.end() ? nullptr : &found->second;
}

}  // namespace

Settings Settings::read(std::span<const Setting> table, const Sources& sources)
{
    std::vector<Problem> problems;
    const auto dotenv = read_dotenv(sources.dotenv, problems);
    const auto config = read_config(sources.config, problems);
    const auto always = [](const std::string&) { return true; };
    const auto ours = [](const std::string& name) { return name.starts_with("GROUNDWORK_"); };
    refuse_unknown(sources.flags, table, "flag", always, problems);
    refuse_unknown(dotenv, table, ".env", ours, problems);
    refuse_unknown(config, table, "config/groundwork.yaml", always, problems);

    Settings settings;
    for (const auto& setting : table) {
        Entry entry{&setting, std::string(setting.fallback), "default"};
        if (const auto* value = find(sources.flags, setting.name))
            entry = {&setting, *value, "flag --" + replaced(std::string(setting.name), "_", "-")};
        else if (const auto* variable = find(sources.environment, setting.variable))
            entry = {&setting, *variable, "environment " + std::string(setting.variable)};
        else if (const auto* line = find(dotenv, setting.variable))
            entry = {&setting, *line, ".env"};
        else if (const auto* key = find(config, setting.name))
            entry = {&setting, *key, "config/groundwork.yaml"};
        const bool allowed =
            entry.text.empty() || setting.words.empty() ||
            std::find(setting.words.begin(), setting.words.end(), entry.text) != setting.words.end();
        if (!allowed) {
            std::vector<std::string> words(setting.words.begin(), setting.words.end());
            problems.push_back(
                {"/" + std::string(setting.name),
                 std::string(setting.variable) + " (" + entry.origin + ") is \"" + entry.text +
                     "\"; it must be one of: " + join(words, ", ") + "."}
            );
        }
        settings.entries_.push_back(std::move(entry));
    }
    refuse_when_any(std::move(problems));
    return settings;
}

const Settings::Entry& Settings::entry(std::string_view name) const
{
    const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) {
        return entry.setting->name == name;
    });
    if (found == entries_.end())
        throw Error(
            Code::internal, "A setting is asked for that is not in the table.", "", std::string(name)
        );
    return *found;
}

const std::string& Settings::text(std::string_view name) const
{
    return entry(name).text;
}

std::optional<std::string> Settings::find_text(std::string_view name) const
{
    const auto& value = text(name);
    return value.empty() ? std::nullopt : std::optional(value);
}

}  // namespace base
