#include "client/wizard.h"

#include "base/text.h"
#include "client/safe.h"

#include <istream>

namespace client {
namespace {

using Entry = base::Settings::Entry;
using Choice = std::optional<base::Secret>;

constexpr std::string_view mask = "********";
constexpr std::string_view take_out = "-";

const Entry* find(const std::vector<Entry>& entries, std::string_view name)
{
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) {
        return entry.setting->name == name;
    });
    return found == entries.end() ? nullptr : &*found;
}

/// None where the first is missing.
std::vector<const Entry*> settings_of(const Topic& topic, const std::vector<Entry>& entries)
{
    std::vector<const Entry*> settings;
    if (find(entries, topic.settings.front()) == nullptr)
        return settings;
    for (const auto name : topic.settings)
        if (const auto* entry = find(entries, name))
            settings.push_back(entry);
    return settings;
}

struct Current {
    base::Secret value;
    std::string origin;
};

/// What will hold once the choices stand.
Current current(const Entry& entry, const Choices& choices)
{
    const auto choice = choices.find(std::string(entry.setting->name));
    if (choice == choices.end())
        return {base::Secret(entry.text), entry.origin};
    if (choice->second)
        return {*choice->second, "from just now"};
    return {base::Secret(std::string(entry.setting->fallback)), "default"};
}

bool is_set(const Entry& entry, const Choices& choices)
{
    return !current(entry, choices).value.empty();
}

/// What Enter keeps.
std::string present(const Entry& entry, const Choices& choices)
{
    const auto [value, origin] = current(entry, choices);
    if (value.empty())
        return "not set";
    return (entry.setting->secret ? std::string(mask) : one_line(value.reveal())) + " (" + origin + ")";
}

/// Why the text cannot be the setting's value; empty where it can.
std::string fault(const base::Setting& setting, const std::string& text)
{
    if (base::unprintable(text))
        return "That holds characters that no value has.";
    const bool allowed = setting.words.empty() ||
                         std::find(setting.words.begin(), setting.words.end(), text) != setting.words.end();
    std::vector<std::string> words(setting.words.begin(), setting.words.end());
    return allowed ? "" : "It must be one of: " + base::join(words, ", ") + ".";
}

}  // namespace

Wizard::Wizard(Session& session)
    : session_(session), screen_(session.screen()), entries_(session.surroundings().local.configuration())
{}

std::vector<std::string> Wizard::variables(const std::vector<Entry>& entries)
{
    std::vector<std::string> names;
    for (const auto& topic : topics)
        for (const auto* entry : settings_of(topic, entries))
            names.emplace_back(entry->setting->variable);
    return names;
}

Choices Wizard::ask()
{
    screen_.line(
        "Enter keeps what is set, - takes it out of .env. Nothing is written before the last question."
    );
    for (const auto& topic : topics)
        if (!settings_of(topic, entries_).empty())
            ask_topic(topic);
    return made_;
}

void Wizard::ask_topic(const Topic& topic)
{
    screen_.line();
    screen_.heading(topic.title, topic.sentence);
    const auto settings = settings_of(topic, entries_);
    Choices choices;
    do
        for (const auto* entry : settings) {
            ask_setting(*entry, choices);
            if (!is_set(*settings.front(), choices))
                break;
        }
    while (is_set(*settings.front(), choices) && !try_out(topic, choices));
    made_.merge(choices);
}

void Wizard::ask_setting(const Entry& entry, Choices& choices)
{
    const auto& setting = *entry.setting;
    screen_.line("  " + screen_.paint(Style::bold, setting.variable) + "  " + std::string(setting.sentence));
    while (true) {
        const auto typed = read(
            entry, "    now " + present(entry, choices) + (setting.secret ? ", new (hidden): " : ", new: ")
        );
        if (typed.empty())
            return;
        if (entry.origin.starts_with("environment"))
            screen_.line("    The environment has this variable too, which wins over .env: unset it there.");
        const bool removes = typed.reveal() == take_out;
        const auto wrong = removes ? "" : fault(setting, typed.reveal());
        if (wrong.empty()) {
            choices[std::string(setting.name)] = removes ? Choice() : Choice(typed);
            return;
        }
        screen_.line("    " + screen_.symbol(Symbol::failed) + " " + wrong);
    }
}

base::Secret Wizard::read(const Entry& entry, const std::string& prompt)
{
    if (!entry.setting->secret) {
        screen_.out() << prompt << std::flush;
        return base::Secret(read_line());
    }
    const auto typed = session_.surroundings().terminal.read_hidden(prompt);
    if (!typed)
        throw base::Error(base::Code::invalid, "The input ended. Nothing was written.");
    return base::Secret(std::string(base::trimmed(typed->reveal())));
}

std::string Wizard::read_line()
{
    std::string line;
    if (!std::getline(session_.surroundings().terminal.input, line)) {
        screen_.line();
        throw base::Error(base::Code::invalid, "The input ended. Nothing was written.");
    }
    return std::string(base::trimmed(line));
}

bool Wizard::try_out(const Topic& topic, Choices& choices)
{
    const auto& trials = session_.surroundings().local.configuring.trials;
    const auto trial = trials.find(std::string(topic.trial));
    if (trial == trials.end())
        return true;
    try {
        trial->second(choices);
        screen_.line("  " + screen_.symbol(Symbol::done) + " " + std::string(topic.well));
        return true;
    } catch (const base::Error& error) {
        screen_.line("  " + screen_.symbol(Symbol::failed) + " " + safe_text(error.message));
    }
    while (true) {
        screen_.out() << "  t: try again, k: keep it anyway, s: skip and leave it as it was: " << std::flush;
        const auto word = read_line();
        if (word == "t")
            return false;
        if (word == "s")
            choices.clear();
        if (word == "s" || word == "k")
            return true;
    }
}

}  // namespace client
