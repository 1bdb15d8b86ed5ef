#include "base/text.h"
#include "catalog/resource.h"

#include <fmt/format.h>

namespace catalog {
namespace {

using base::Value;

std::vector<std::string> types_of(const Catalog& catalog)
{
    std::vector<std::string> types;
    for (const auto& blueprint : catalog.blueprints())
        types.push_back(blueprint.type);
    return types;
}

void find_type(const Catalog& catalog, const std::string& type, Resource& resource, Findings& findings)
{
    if (type.empty())
        return findings.questions.push_back(
            {resource.question_id("resource_type"), "What kind of resource should it be?", types_of(catalog)}
        );
    resource.blueprint = catalog.find_blueprint(type);
    if (resource.blueprint == nullptr)
        return findings.wrong(
            resource.pointer("resource_type"),
            fmt::format(
                "There is no resource type \"{}\". The types are: {}.",
                base::shortened(type, 60),
                base::join(types_of(catalog), ", ")
            )
        );
    resource.spec.resource_type = resource.blueprint->type;
    resource.spec.blueprint_version = resource.blueprint->version;
}

bool knows(const Resource& resource, const std::string& name)
{
    return name == "resource_type" || resource_fields().contains(name) ||
           (resource.blueprint != nullptr && resource.blueprint->find_parameter(name) != nullptr);
}

void refuse_unknown(
    const Resource& resource, const std::string& name, const std::string& at, Findings& findings
)
{
    std::vector<std::string> known;
    for (const auto& [field, _] : resource_fields())
        known.push_back(field);
    for (const auto& parameter : resource.blueprint->parameters)
        known.push_back(parameter.name);
    const auto near = base::nearest(name, known);
    findings.wrong(
        at,
        fmt::format(
            "A resource of type {} has no \"{}\"{}",
            resource.blueprint->type,
            base::shortened(name, 60),
            near ? "; did you mean \"" + *near + "\"?" : "."
        )
    );
}

/// Null is what a model or a form writes for "nothing was said".
void take_draft(const Draft& draft, Resource& resource, Findings& findings)
{
    for (const auto& [name, stated] : draft.values) {
        const auto at = resource.pointer(name);
        if (!knows(resource, name))
            refuse_unknown(resource, name, at, findings);
        else if (!stated.value.is_null())
            resource.said[name] = {stated.value, stated.from, stated.span, at};
    }
}

void take_envelope(const Envelope& envelope, Resource& resource)
{
    for (const auto& [name, text] :
         {std::pair{"environment", &envelope.environment},
          {"team", &envelope.team},
          {"service", &envelope.service}})
        if (!text->empty())
            resource.said[name] = {*text, From::caller, std::nullopt, fmt::format("/{}", name)};
}

/// The resource and the field that a question's id speaks of; nullopt when there are no such.
struct Asked {
    Resource* resource;
    std::string field;
};

std::optional<Asked> find_asked(std::vector<Resource>& resources, const std::string& id)
{
    for (auto& resource : resources) {
        const auto prefix = std::to_string(resource.index) + ".";
        auto field = id.starts_with(prefix) ? id.substr(prefix.size()) : resource.index == 0 ? id : "";
        if (!field.empty() && knows(resource, field))
            return Asked{&resource, std::move(field)};
    }
    return std::nullopt;
}

void take_answers(const Envelope& envelope, std::vector<Resource>& resources, Findings& findings)
{
    for (const auto& [id, value] : envelope.answers) {
        const auto at = "/answers/" + base::pointer_token(id);
        const auto asked = find_asked(resources, id);
        // While a type is not known, its parameters are not known either; they wait for the next round.
        const bool is_open = std::any_of(resources.begin(), resources.end(), [](const Resource& resource) {
            return resource.blueprint == nullptr;
        });
        if (!asked && !is_open)
            findings.wrong(
                at, fmt::format("There is no field \"{}\" that could be answered.", base::shortened(id, 60))
            );
        if (!asked || value.is_null())
            continue;
        auto& [resource, field] = *asked;
        const auto* parameter =
            resource->blueprint == nullptr ? nullptr : resource->blueprint->find_parameter(field);
        const auto typed = parameter == nullptr ? value : coerced(parameter->schema, value);
        resource->said[field] = {typed, From::answer, std::nullopt, at};
    }
}

/// An answer to the question for the type comes before everything else: it says what the other fields are.
std::string type_of(const Draft& draft, const Resource& resource, const Envelope& envelope)
{
    const auto answer = envelope.answers.find(resource.question_id("resource_type"));
    return answer != envelope.answers.end() && answer->second.is_string() ? answer->second.get<std::string>()
                                                                          : draft.resource_type;
}

}  // namespace

std::vector<Resource>
gather(const Catalog& catalog, const std::vector<Draft>& drafts, const Envelope& envelope, Findings& findings)
{
    std::vector<Resource> resources(drafts.size());
    for (std::size_t i = 0; i < drafts.size(); ++i) {
        auto& resource = resources[i];
        resource.index = i;
        find_type(catalog, type_of(drafts[i], resource, envelope), resource, findings);
        if (resource.blueprint == nullptr)
            continue;
        take_draft(drafts[i], resource, findings);
        take_envelope(envelope, resource);
    }
    take_answers(envelope, resources, findings);
    return resources;
}

}  // namespace catalog
