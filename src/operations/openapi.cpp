#include "base/text.h"
#include "operations/dispatcher.h"
#include "operations/input.h"
#include "operations/shapes.h"

namespace operations {
namespace {

/// A property without our own annotations.
base::Value plain(base::Value property)
{
    property.erase("x-in");
    property.erase("x-form");
    return property;
}

base::Value parameters_of(const Operation& operation)
{
    auto parameters = base::Value::array();
    for (const auto& [name, property] : operation.input.at("properties").items()) {
        const auto place = place_of(property);
        if (place == In::body)
            continue;
        auto schema = plain(property);
        base::Value parameter{
            {"name", name}, {"in", place == In::path ? "path" : "query"}, {"required", place == In::path}};
        if (schema.contains("description")) {
            parameter["description"] = schema["description"];
            schema.erase("description");
        }
        parameter["schema"] = std::move(schema);
        parameters.push_back(std::move(parameter));
    }
    if (operation.idempotent_by_key)
        parameters.push_back(
            {{"name", "Idempotency-Key"},
             {"in", "header"},
             {"required", false},
             {"description", "The same key and body within 7 days answer the first answer again."},
             {"schema", {{"type", "string"}, {"maxLength", 255}}}}
        );
    return parameters;
}

base::Value body_schema(const Operation& operation)
{
    auto body = operation.input;
    auto required = base::Value::array();
    for (const auto& [name, property] : operation.input.at("properties").items()) {
        if (place_of(property) == In::body)
            body["properties"][name] = plain(property);
        else
            body["properties"].erase(name);
    }
    if (operation.input.contains("required"))
        for (const auto& name : operation.input.at("required"))
            if (body["properties"].contains(name.get<std::string>()))
                required.push_back(name);
    body.erase("required");
    if (!required.empty())
        body["required"] = required;
    return body;
}

/// The failures that an operation can end with.
bool may_end(const Operation& operation, base::Code code)
{
    switch (code) {
    case base::Code::unauthenticated: return operation.scope != Scope::open || operation.prove;
    case base::Code::forbidden: return operation.scope != Scope::open;
    case base::Code::not_found: return operation.prove || operation.path.find('{') != std::string_view::npos;
    case base::Code::conflict: return operation.method != "GET";
    case base::Code::limited:
        return operation.name == "requests.events" || operation.name == "requests.preview";
    case base::Code::upstream: return operation.name == "requests.preview";  // a language model's no
    default: return true;
    }
}

base::Value responses_of(const Operation& operation)
{
    base::Value content{{"application/json", {{"schema", operation.output}}}};
    if (operation.name == "requests.events")
        content["text/event-stream"] = {{"schema", {{"type", "string"}}}};
    base::Value responses{
        {std::to_string(operation.status), {{"description", "Success."}, {"content", std::move(content)}}}};
    for (const auto& row : base::code_table)
        if (may_end(operation, row.code))
            responses[std::to_string(row.http_status)] = {
                {"$ref", "#/components/responses/" + std::string(row.word)}};
    return responses;
}

base::Value describe(const Operation& operation)
{
    const std::string name(operation.name);
    base::Value row{
        {"operationId", base::replaced(name, ".", "_")},
        {"summary", operation.sentence},
        {"description", std::string(operation.sentence) + "."},
        {"tags", {name.substr(0, name.find('.'))}},
        {"responses", responses_of(operation)}};
    if (auto parameters = parameters_of(operation); !parameters.empty())
        row["parameters"] = std::move(parameters);
    if (takes_body(operation))
        row["requestBody"] = {
            {"required", true}, {"content", {{"application/json", {{"schema", body_schema(operation)}}}}}};
    row["security"] = base::Value::array({base::Value::object()});
    if (operation.scope != Scope::open)
        row["security"].push_back({{"token", base::Value::array()}});
    return row;
}

base::Value error_responses(const std::vector<Operation>& table)
{
    auto responses = base::Value::object();
    for (const auto& row : base::code_table) {
        const auto ends_so = [&](const Operation& operation) { return may_end(operation, row.code); };
        if (std::any_of(table.begin(), table.end(), ends_so))
            responses[std::string(row.word)] = {
                {"description", "The failure `" + std::string(row.word) + "`."},
                {"content", {{"application/json", {{"schema", shape("Error")}}}}}};
    }
    return responses;
}

base::Value tags_of(const std::vector<Operation>& table)
{
    auto tags = base::Value::array();
    std::string last;
    for (const auto& operation : table) {
        const std::string noun(operation.name.substr(0, operation.name.find('.')));
        if (noun != last)
            tags.push_back({{"name", noun}, {"description", "Everything about " + noun + "."}});
        last = noun;
    }
    return tags;
}

}  // namespace

base::Value openapi_document(const std::vector<Operation>& table, const std::string& version)
{
    auto paths = base::Value::object();
    for (const auto& operation : table)
        paths[std::string(operation.path)][base::lower_ascii(operation.method)] = describe(operation);
    return {
        {"openapi", "3.1.0"},
        {"info",
         {{"title", "Groundwork"},
          {"version", version},
          {"description",
           "Turns a sentence into reviewed infrastructure: typed requirements, Terraform, one commit, one "
           "pull request."},
          {"license", {{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}}},
          {"contact", {{"name", "The platform team"}}}}},
        {"servers", {{{"url", "/"}, {"description", "This server."}}}},
        {"tags", tags_of(table)},
        {"paths", std::move(paths)},
        {"components",
         {{"schemas", components()},
          {"responses", error_responses(table)},
          {"securitySchemes",
           {{"token",
             {{"type", "http"},
              {"scheme", "bearer"},
              {"description",
               "A token made by `groundwork token create`. Not needed where authentication is off "
               "(loopback)."}}}}}}},
    };
}

}  // namespace operations
