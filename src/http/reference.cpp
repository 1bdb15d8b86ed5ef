#include "http/documentation.h"
#include "http/markdown.h"
#include "http/page.h"

#include <set>

namespace http {
namespace {

using base::Value;

constexpr int deepest = 4;  ///< of a schema that is shown in its place

/// The member; an empty object when there is none.
const Value& member(const Value& value, const char* key)
{
    static const Value none = Value::object();
    const auto found = value.find(key);
    return value.is_object() && found != value.end() ? *found : none;
}

/// One reading of the document: resolves references and writes its parts.
class Reference {
public:
    Reference(const Value& document, std::string base_url)
        : document_(document), base_url_(std::move(base_url))
    {}

    Markup write() const
    {
        const auto groups = grouped();
        Markup out("<div class=\"reference\"><nav class=\"contents\" aria-label=\"Operations\">");
        for (const auto& [tag, operations] : groups) {
            out << "<h2>" << tag << "</h2><ul>";
            for (const auto& operation : operations)
                out << "<li><a href=\"#" << id_of(operation) << "\">" << method(operation.method) << "<span>"
                    << operation.path << "</span></a></li>";
            out << "</ul>";
        }
        const auto& info = member(document_, "info");
        out << "</nav><div class=\"body\"><h1>" << text_of(info, "title") << " <small>"
            << text_of(info, "version") << "</small></h1>" << markdown(text_of(info, "description"))
            << "<p class=\"quiet\"><a href=\"/openapi.json\">openapi.json</a> · <a href=\"/docs\">try "
               "it</a></p>";
        for (const auto& [tag, operations] : groups) {
            out << "<h2 class=\"tag\">" << tag << "</h2>";
            for (const auto& operation : operations)
                write_operation(out, operation);
        }
        return out << "</div></div>";
    }

private:
    struct Operation {
        std::string method;
        std::string path;
        const Value* value;
    };

    std::vector<std::pair<std::string, std::vector<Operation>>> grouped() const
    {
        std::map<std::string, std::vector<Operation>> groups;
        for (const auto& [path, methods] : member(document_, "paths").items())
            for (const auto& [method, operation] : methods.items())
                if (operation.is_object())
                    groups[tag_of(operation)].push_back({method, path, &operation});
        return {groups.begin(), groups.end()};
    }

    static std::string tag_of(const Value& operation)
    {
        const auto& tags = member(operation, "tags");
        return tags.empty() ? "other" : shown(tags.front());
    }

    static std::string id_of(const Operation& operation)
    {
        const auto id = text_of(*operation.value, "operationId");
        return id.empty() ? operation.method + operation.path : id;
    }

    static Markup method(const std::string& name)
    {
        Markup markup;
        return markup << "<b class=\"method " << name << "\">" << name << "</b>";
    }

    const Value& resolved(const Value& schema) const
    {
        const auto reference = text_of(schema, "$ref");
        if (!reference.starts_with("#/"))
            return schema;
        const Value::json_pointer pointer(reference.substr(1));
        return document_.contains(pointer) ? document_.at(pointer) : schema;
    }

    void write_operation(Markup& out, const Operation& operation) const
    {
        const auto& value = *operation.value;
        out << "<section class=\"operation\" id=\"" << id_of(operation) << "\"><h3>"
            << method(operation.method) << "<code>" << operation.path << "</code></h3><p class=\"summary\">"
            << text_of(value, "summary") << "</p>" << markdown(text_of(value, "description"));
        write_parameters(out, value);
        const auto& body = resolved(member(value, "requestBody"));
        if (const auto* media = json_of(body)) {
            out << "<h4>Body</h4>";
            write_schema(out, member(*media, "schema"), 0);
        }
        out << "<h4>Call</h4><pre><code>" << curl_line(operation) << "</code></pre><h4>Answers</h4>";
        for (const auto& [status, answer] : member(value, "responses").items())
            write_answer(out, status, resolved(answer));
        out << "</section>";
    }

    void write_parameters(Markup& out, const Value& operation) const
    {
        const auto parameters = operation.value("parameters", Value::array());
        if (parameters.empty())
            return;
        out << "<h4>Parameters</h4><dl class=\"schema\">";
        for (const auto& one : parameters) {
            const auto& parameter = resolved(one);
            const auto& schema = resolved(parameter.contains("schema") ? parameter["schema"] : one);
            out << "<dt><code>" << text_of(parameter, "name") << "</code> <i>" << text_of(parameter, "in")
                << " " << kind_of(schema) << "</i>" << required_mark(parameter.value("required", false))
                << "</dt><dd>"
                << (parameter.contains("description") ? text_of(parameter, "description")
                                                      : text_of(schema, "description"))
                << "</dd>";
        }
        out << "</dl>";
    }

    static Markup required_mark(bool required) { return required ? Markup(" <em>required</em>") : Markup(); }

    static const Value* json_of(const Value& content_holder)
    {
        static const Value::json_pointer place("/content/application~1json");
        return content_holder.contains(place) ? &content_holder.at(place) : nullptr;
    }

    void write_answer(Markup& out, const std::string& status, const Value& answer) const
    {
        out << "<details class=\"answer\"><summary><b class=\"status s" << status.substr(0, 1) << "\">"
            << status << "</b> " << text_of(answer, "description") << "</summary>";
        if (const auto* media = json_of(answer)) {
            if (media->contains("schema"))
                write_schema(out, media->at("schema"), 0);
            if (media->contains("example"))
                out << "<pre><code>" << base::write_pretty_json(media->at("example")) << "</code></pre>";
        }
        out << "</details>";
    }

    /// "string", "integer 1..100 (20)", "string: open | merged | closed", "array of object"
    std::string kind_of(const Value& schema) const
    {
        std::string kind;
        if (const auto type = schema.find("type"); type != schema.end() && type->is_array())
            for (const auto& word : *type)
                kind += (kind.empty() ? "" : " or ") + shown(word);
        else
            kind = text_of(schema, "type");
        if (schema.contains("items"))
            kind += " of " + kind_of(resolved(schema["items"]));
        if (schema.contains("enum"))
            for (const auto& word : schema["enum"])
                kind += (word == schema["enum"].front() ? ": " : " | ") + shown(word);
        if (schema.contains("minimum") || schema.contains("maximum"))
            kind += " " + text_of(schema, "minimum") + ".." + text_of(schema, "maximum");
        if (schema.contains("default"))
            kind += " (" + text_of(schema, "default") + ")";
        return kind;
    }

    void write_schema(Markup& out, const Value& unresolved, int depth) const
    {
        const auto& schema = resolved(unresolved);
        if (depth >= deepest || !schema.is_object())
            return;
        if (schema.contains("items") && !schema.contains("properties"))
            return write_schema(out, schema["items"], depth);
        for (const auto& choice : schema.value("anyOf", Value::array()))
            write_schema(out, choice, depth + 1);
        const auto& properties = member(schema, "properties");
        if (properties.empty())
            return;
        const auto required = schema.value("required", std::set<std::string>());
        out << "<dl class=\"schema\">";
        for (const auto& [name, member] : properties.items()) {
            const auto& one = resolved(member);
            out << "<dt><code>" << name << "</code> <i>" << kind_of(one) << "</i>"
                << required_mark(required.contains(name)) << "</dt><dd>" << text_of(one, "description");
            write_schema(out, one, depth + 1);
            out << "</dd>";
        }
        out << "</dl>";
    }

    /// An example from the schema: its own, its first word, or a value of its type.
    Value example_of(const Value& unresolved, int depth) const
    {
        const auto& schema = resolved(unresolved);
        for (const char* place : {"example", "default", "const"})
            if (schema.contains(place))
                return schema[place];
        for (const char* list : {"examples", "enum"})
            if (schema.contains(list) && schema[list].is_array() && !schema[list].empty())
                return schema[list].front();
        Value example = Value::object();
        if (depth < deepest)
            for (const auto& name : schema.value("required", std::set<std::string>()))
                if (member(schema, "properties").contains(name))
                    example[name] = example_of(schema["properties"][name], depth + 1);
        const auto kind = text_of(schema, "type");
        return kind == "object"                        ? example
               : kind == "integer" || kind == "number" ? Value(1)
               : kind == "boolean"                     ? Value(true)
               : kind == "array"                       ? Value::array()
                                                       : Value("…");
    }

    std::string curl_line(const Operation& operation) const
    {
        std::string method = operation.method;
        std::transform(method.begin(), method.end(), method.begin(), [](char c) {
            return static_cast<char>(std::toupper(c));
        });
        std::string line = "curl ";
        if (method != "GET")
            line += "-X " + method + " ";
        line += "'" + base_url_ + operation.path + "'";
        const auto& body = resolved(member(*operation.value, "requestBody"));
        if (const auto* media = json_of(body)) {
            const auto example =
                media->contains("example") ? media->at("example") : example_of(member(*media, "schema"), 0);
            line += " \\\n  -H 'Content-Type: application/json' \\\n  -d '" +
                    base::replaced(base::write_json(example), "'", "'\\''") + "'";
        }
        return line;
    }

    const Value& document_;
    const std::string base_url_;
};

}  // namespace

Response reference_page(const Value& openapi, const std::string& base_url)
{
    return html({.title = "Reference", .here = "/redoc", .main = Reference(openapi, base_url).write()});
}

}  // namespace http
