#include "client/print_type.h"

#include "client/read.h"
#include "client/safe.h"

namespace client {
namespace {

using base::Value;

std::string joined(const Value& list, std::string_view separator)
{
    std::string text;
    for (const auto& item : list)
        text += (text.empty() ? "" : std::string(separator)) + plain(item);
    return text;
}

/// The environment classes that any parameter has a default for.
std::vector<std::string> classes_of(const Value& parameters)
{
    std::vector<std::string> classes;
    for (const auto& parameter : parameters)
        for (const auto& [name, value] : list_of(parameter, "defaults").items())
            if (std::find(classes.begin(), classes.end(), name) == classes.end())
                classes.push_back(name);
    return classes;
}

void print_parameters(Screen& screen, const Value& parameters)
{
    const auto classes = classes_of(parameters);
    std::vector<std::string> titles{"parameter", "may be"};
    titles.insert(titles.end(), classes.begin(), classes.end());
    titles.emplace_back("what it is");
    std::vector<std::vector<std::string>> rows;
    for (const auto& parameter : parameters) {
        const auto unit = text_of(parameter, "unit");
        std::vector<std::string> row{
            text_of(parameter, "name"),
            schema_text(member_of(parameter, "schema")) + (unit.empty() ? "" : " " + unit)};
        for (const auto& name : classes)
            row.push_back(plain(member_of(member_of(parameter, "defaults"), name)));
        const bool immutable = member_of(parameter, "immutable") == Value(true);
        row.push_back(text_of(parameter, "sentence") + (immutable ? " Cannot be changed later." : ""));
        rows.push_back(std::move(row));
    }
    screen.table(titles, rows);
    screen.line();
}

void print_rules(Screen& screen, const Value& rules)
{
    if (rules.empty())
        return;
    screen.heading("Rules");
    std::vector<std::vector<std::string>> rows;
    for (const auto& rule : rules) {
        const auto classes = joined(list_of(rule, "classes"), ", ");
        rows.push_back({text_of(rule, "id"), classes.empty() ? "all" : classes, text_of(rule, "message")});
    }
    screen.table({}, rows);
    screen.line();
}

void print_outputs(Screen& screen, const Value& outputs)
{
    if (outputs.empty())
        return;
    screen.heading("Outputs");
    std::vector<std::vector<std::string>> rows;
    for (const auto& [name, sentence] : outputs.items())
        rows.push_back(
            {outputs.is_object() ? name : plain(sentence), outputs.is_object() ? plain(sentence) : ""}
        );
    screen.table({}, rows);
    screen.line();
}

void print_cost(Screen& screen, const Value& cost)
{
    std::vector<std::vector<std::string>> rows;
    for (const auto& line : list_of(cost, "lines"))
        rows.push_back(
            {text_of(line, "what"),
             text_of(line, "price"),
             member_of(line, "by_use") == Value(true) ? "by use" : "in the estimate"}
        );
    const auto note = text_of(cost, "note");
    if (rows.empty() && note.empty())
        return;
    screen.heading("Cost");
    screen.table({}, rows);
    if (!note.empty())
        screen.line("  " + one_line(note));
    screen.line();
}

void print_examples(Screen& screen, const Value& examples)
{
    if (examples.empty())
        return;
    screen.heading("Say, for example");
    for (const auto& example : examples)
        screen.line("  " + one_line(example.is_object() ? text_of(example, "request") : plain(example)));
}

}  // namespace

std::string schema_text(const Value& schema)
{
    if (const auto& words = list_of(schema, "enum"); !words.empty())
        return joined(words, "|");
    auto text = joined(
        member_of(schema, "type").is_array() ? schema["type"] : Value::array({member_of(schema, "type")}), "|"
    );
    const auto& least = member_of(schema, "minimum");
    const auto& most = member_of(schema, "maximum");
    if (!least.is_null() || !most.is_null())
        text += " " + (least.is_null() ? "" : plain(least)) + ".." + (most.is_null() ? "" : plain(most));
    return text;
}

void print_type(Screen& screen, const Value& type)
{
    screen.heading(
        one_line(text_of(type, "type")), one_line(text_of(type, "title") + " " + text_of(type, "version"))
    );
    screen.line(one_line(text_of(type, "sentence")));
    if (const auto aliases = joined(list_of(type, "aliases"), ", "); !aliases.empty())
        screen.line("Also called " + one_line(aliases) + ".");
    screen.line();
    print_parameters(screen, list_of(type, "parameters"));
    print_rules(screen, list_of(type, "rules"));
    print_outputs(screen, list_of(type, "outputs"));
    print_cost(screen, member_of(type, "cost"));
    print_examples(screen, list_of(type, "examples"));
}

}  // namespace client
