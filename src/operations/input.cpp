#include "operations/input.h"

#include "base/schema.h"
#include "base/text.h"

#include <charconv>

namespace operations {
namespace {

base::Value as_wanted(const base::Value& property, const std::string& text)
{
    const auto type = property.value("type", base::Value("string"));
    if (type == "integer") {
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error == std::errc{} && end == text.data() + text.size() && !text.empty())
            return number;
    }
    if (type == "boolean" && (text == "true" || text == "false"))
        return text == "true";
    return text;  // the schema will say what is wrong with it
}

void add_query(
    const Operation& operation,
    const Incoming& incoming,
    base::Value& input,
    std::vector<base::Problem>& problems
)
{
    const auto& properties = operation.input.at("properties");
    std::vector<std::string> known;
    for (const auto& [name, property] : properties.items())
        if (place_of(property) == In::query)
            known.push_back(name);
    for (const auto& [name, text] : incoming.query) {
        if (std::find(known.begin(), known.end(), name) != known.end()) {
            input[name] = as_wanted(properties.at(name), text);
            continue;
        }
        const auto near = base::nearest(name, known);
        problems.push_back(
            {"/" + base::pointer_token(name),
             "There is no query parameter \"" + base::shortened(name, 60) + "\" here" +
                 (near            ? "; did you mean \"" + *near + "\"?"
                  : known.empty() ? "."
                                  : "; there are: " + base::join(known, ", ") + ".")}
        );
    }
}

void add_body(
    const Operation& operation,
    const Incoming& incoming,
    base::Value& input,
    std::vector<base::Problem>& problems
)
{
    if (base::trimmed(incoming.body).empty())
        return;
    const auto body = base::read_json(incoming.body);
    if (!body.is_object())
        throw base::Error(
            base::Code::invalid, std::string("The body must be a JSON object, not ") + body.type_name() + "."
        );
    const auto& properties = operation.input.at("properties");
    for (const auto& [name, value] : body.items()) {
        const auto property = properties.find(name);
        if (property != properties.end() && place_of(*property) != In::body)
            problems.push_back(
                {"/" + base::pointer_token(name), "\"" + name + "\" belongs in the address, not in the body."}
            );
        else if (value.is_null() && property != properties.end())
            continue;  // null says: not stated
        else
            input[name] = value;
    }
}

}  // namespace

In place_of(const base::Value& property)
{
    const auto word = property.value("x-in", std::string("body"));
    return word == "path" ? In::path : word == "query" ? In::query : In::body;
}

bool takes_body(const Operation& operation)
{
    for (const auto& [_, property] : operation.input.at("properties").items())
        if (place_of(property) == In::body)
            return true;
    return false;
}

base::Value gather(
    const Operation& operation, const std::map<std::string, std::string>& variables, const Incoming& incoming
)
{
    std::vector<base::Problem> problems;
    auto input = base::Value::object();
    if (operation.method != "GET")
        add_body(operation, incoming, input, problems);
    add_query(operation, incoming, input, problems);
    for (const auto& [name, text] : variables)
        input[name] = as_wanted(operation.input.at("properties").at(name), text);
    const auto unfit = base::check(operation.input, input);
    problems.insert(problems.end(), unfit.begin(), unfit.end());
    base::refuse_when_any(std::move(problems));
    return input;
}

}  // namespace operations
