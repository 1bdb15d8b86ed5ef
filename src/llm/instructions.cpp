#include "llm/instructions.h"

#include "base/error.h"
#include "base/files.h"
#include "base/random.h"
#include "base/text.h"
#include "llm/schema.h"

#include <fmt/format.h>

namespace llm {
namespace {

using base::Value;

std::string bounds_of(const Value& schema)
{
    if (schema.contains("enum")) {
        std::vector<std::string> words;
        for (const auto& word : schema["enum"])
            words.push_back(word.is_string() ? word.get<std::string>() : word.dump());
        return "one of " + base::join(words, ", ");
    }
    std::string text = schema.value("type", "string");
    if (schema.contains("minimum"))
        text += fmt::format(", at least {}", schema["minimum"].dump());
    if (schema.contains("maximum"))
        text += fmt::format(", at most {}", schema["maximum"].dump());
    return text;
}

std::string in_words(const catalog::Blueprint& blueprint)
{
    auto text = fmt::format(
        "\n## {}\n\n{}: {} Also called: {}.\n\n",
        blueprint.type,
        blueprint.title,
        blueprint.sentence,
        base::join(blueprint.aliases, ", ")
    );
    for (const auto& parameter : blueprint.parameters)
        text += fmt::format(
            "- `{}` ({}{}{}): {}\n",
            parameter.name,
            bounds_of(parameter.schema),
            parameter.unit.empty() ? "" : ", in ",
            parameter.unit,
            parameter.sentence
        );
    return text;
}

std::string in_words(const catalog::Catalog& catalog)
{
    std::string text = "\n# The catalog\n";
    for (const auto& blueprint : catalog.blueprints())
        text += in_words(blueprint);
    text += "\n# Environments\n\n";
    for (const auto& environment : catalog.environments())
        text += fmt::format(
            "- `{}`{}{}\n",
            environment.name,
            environment.aliases.empty() ? "" : ", also called ",
            base::join(environment.aliases, ", ")
        );
    text += fmt::format("\n# Reasons for a refusal\n\n- `{}`: not in this catalog.\n", out_of_scope);
    for (const auto& wish : catalog.policies().refusals)
        text += fmt::format("- `{}`: {}\n", wish.id, wish.message);
    return text;
}

std::string file_at(const std::filesystem::path& path)
{
    auto file = base::find_file(path, 64U << 10U);
    if (!file || base::trimmed(*file).empty())
        throw base::Error(
            base::Code::invalid,
            "The prompt " + path.string() + " is missing or empty; GROUNDWORK_PROMPTS names its folder."
        );
    return *std::move(file);
}

}  // namespace

Instructions
Instructions::load(const std::filesystem::path& folder, const catalog::Catalog& catalog, Summary summary)
{
    auto text = file_at(folder / "understand.md");
    if (summary == Summary::wanted)
        text += "\n" + file_at(folder / "summary.md");
    text += in_words(catalog);
    auto name = "understand@" + base::sha256_hex(text).substr(0, 12);
    return {std::move(text), std::move(name), summary};
}

std::string quoted(const Prompt& prompt)
{
    auto stated = Value::object();
    for (const auto& [name, value] :
         {std::pair{"environment", &prompt.environment},
          {"team", &prompt.team},
          {"service", &prompt.service}})
        if (!value->empty())
            stated[name] = *value;
    const Value all{{"request", prompt.words}, {"stated", stated}, {"answers", prompt.answers}};
    // Inside JSON strings only: markup characters are no part of JSON's own grammar.
    auto text = base::replaced(base::write_json(all), "<", "\\u003c");
    return "<request>" + base::replaced(std::move(text), ">", "\\u003e") + "</request>";
}

std::string corrections(const std::vector<base::Problem>& problems)
{
    auto list = Value::array();
    for (const auto& problem : problems)
        list.push_back({{"pointer", problem.pointer}, {"message", problem.message}});
    return "The program could not take this form. Fill it once more, whole, without these mistakes: leave "
           "out a value that was not asked for, and ask for one that was and is not allowed. <problems>" +
           base::replaced(base::write_json(list), "<", "\\u003c") + "</problems>";
}

}  // namespace llm
