#include "base/schema.h"
#include "base/text.h"
#include "catalog/resource.h"
#include "catalog/tags.h"

#include <fmt/format.h>

namespace catalog {
namespace {

using base::Value;

constexpr auto team_and_service = "^[a-z][a-z0-9-]{0,38}[a-z0-9]$";

Value read_fields()
{
    return base::read_json(R"({
      "resource_name": {"type": "string", "minLength": 1, "maxLength": 100, "description": "Short, without the environment."},
      "environment": {"type": "string", "minLength": 1, "maxLength": 60, "description": "The environment."},
      "team": {"type": "string", "minLength": 1, "maxLength": 120,
               "description": "The team that owns it: payments, or group:default/payments."},
      "service": {"type": "string", "minLength": 1, "maxLength": 120, "description": "The service that uses it: payments-api."},
      "owner": {"type": "string", "minLength": 1, "maxLength": 200, "description": "Who answers for it: a name or an e-mail."},
      "cost_center": {"type": "string", "pattern": "^[A-Za-z0-9_-]+$", "maxLength": 32, "description": "Who pays for it."},
      "region": {"type": "string", "minLength": 1, "maxLength": 60, "description": "The cloud's region."},
      "tags": {"type": "object", "maxProperties": 50, "additionalProperties": {"type": "string", "maxLength": 256},
               "description": "More tags."}
    })");
}

/// The field's value when it was stated and fits its schema.
const Statement* find_fitting(const Resource& resource, const std::string& name, Findings& findings)
{
    const auto* statement = resource.find(name);
    if (statement == nullptr)
        return nullptr;
    return findings.accept(base::check(resource_fields().at(name), statement->value, statement->pointer))
               ? statement
               : nullptr;
}

void keep(Resource& resource, const std::string& name, const Value& value, const Statement& statement)
{
    resource.spec.fields[name] = {name, value, statement.from, statement.span};
}

void keep_default(Resource& resource, const std::string& name, const Value& value, From from)
{
    resource.spec.fields[name] = {name, value, from, std::nullopt};
}

void settle_environment(
    const Catalog& catalog, const std::string& default_environment, Resource& resource, Findings& findings
)
{
    if (resource.find("environment") != nullptr && find_fitting(resource, "environment", findings) == nullptr)
        return;
    const auto* statement = resource.find("environment");
    const auto word = statement != nullptr ? statement->value.get<std::string>() : default_environment;
    const auto* environment = catalog.find_environment(base::trimmed(word));
    if (environment == nullptr) {
        std::vector<std::string> names;
        for (const auto& known : catalog.environments())
            names.push_back(known.name);
        return findings.wrong(
            resource.pointer("environment"),
            fmt::format(
                "There is no environment \"{}\". The environments are: {}.",
                base::shortened(word, 60),
                base::join(names, ", ")
            )
        );
    }
    const auto& cloud = resource.blueprint->cloud;
    if (!environment->settings.contains(cloud))
        return findings.wrong(
            resource.pointer("environment"),
            fmt::format("The environment {} has no settings for {}.", environment->name, cloud)
        );
    if (resource.blueprint->network && !environment->settings[cloud].contains("network_tags"))
        return findings.wrong(
            resource.pointer("environment"),
            fmt::format(
                "The environment {} does not say how to find its network (network_tags).", environment->name
            )
        );
    resource.environment = environment;
    resource.spec.environment = environment->name;
    resource.spec.environment_class = environment->environment_class;
    if (statement != nullptr)
        keep(resource, "environment", environment->name, *statement);
    else
        keep_default(resource, "environment", environment->name, From::environment_default);
}

std::string settle_slug(Resource& resource, const std::string& name, Findings& findings)
{
    const auto* statement = find_fitting(resource, name, findings);
    if (statement == nullptr)
        return "";
    const auto slug = slug_of(statement->value.get<std::string>());
    const Value schema{{"type", "string"}, {"pattern", team_and_service}, {"maxLength", 40}};
    if (!findings.accept(base::check(schema, slug, statement->pointer)))
        return "";
    keep(resource, name, slug, *statement);
    return slug;
}

void settle_owner(const std::string& requester, Resource& resource, Findings& findings)
{
    if (const auto* statement = find_fitting(resource, "owner", findings)) {
        resource.spec.owner = readable(statement->value.get<std::string>());
        if (const auto reason = wrong_tag_text(resource.spec.owner))
            return findings.wrong(statement->pointer, *reason);
        return keep(resource, "owner", resource.spec.owner, *statement);
    }
    // A requester's name comes from a token or a portal and is nobody's typing error: it is made to fit.
    resource.spec.owner = base::is_utf8(requester) ? as_tag_text(readable(requester)) : "";
    if (!resource.spec.owner.empty())
        keep_default(resource, "owner", resource.spec.owner, From::caller);
}

const Region* find_region(const std::vector<Region>& regions, const std::string& name)
{
    const auto word = base::lower_ascii(base::trimmed(name));
    for (const auto& region : regions) {
        const auto is_word = [&](const std::string& alias) { return base::lower_ascii(alias) == word; };
        if (region.name == word || std::any_of(region.aliases.begin(), region.aliases.end(), is_word))
            return &region;
    }
    return nullptr;
}

/// Where each environment stands: dev in us-east-1, prod in eu-west-1.
std::string places_of_environments(const Catalog& catalog, const std::string& cloud)
{
    std::vector<std::string> places;
    for (const auto& environment : catalog.environments())
        if (environment.settings.contains(cloud))
            places.push_back(environment.name + " in " + environment.settings[cloud].value("region", ""));
    return base::join(places, ", ");
}

/// An environment has one region, with its network in it. Words that name another one may have meant another
/// environment; only an answer, or a program that sends the field, settles it.
bool is_asked_back(
    const Catalog& catalog,
    Resource& resource,
    const Statement& statement,
    const Region& region,
    Findings& findings
)
{
    const auto& cloud = resource.blueprint->cloud;
    const auto own = resource.environment->settings[cloud].value("region", "");
    const bool said = statement.from == From::request || statement.from == From::model;
    if (!said || own.empty() || region.name == own)
        return false;
    findings.questions.push_back(
        {resource.question_id("region"),
         fmt::format(
             "The environment {} stands in {}, and the request says {}. In which region shall the {} be? The "
             "environments are: {}.",
             resource.environment->name,
             own,
             region.name,
             resource.blueprint->spoken(),
             places_of_environments(catalog, cloud)
         ),
         {own, region.name}}
    );
    return true;
}

void settle_region(const Catalog& catalog, Resource& resource, Findings& findings)
{
    const auto& cloud = resource.blueprint->cloud;
    const auto& regions = catalog.regions(cloud);
    const auto& settings = resource.environment->settings[cloud];
    const auto* statement = find_fitting(resource, "region", findings);
    if (statement == nullptr) {
        resource.spec.region = settings.value("region", "");
        if (!resource.spec.region.empty())
            keep_default(resource, "region", resource.spec.region, From::environment_default);
        return;
    }
    const auto word = statement->value.get<std::string>();
    const auto* region = find_region(regions, word);
    if (region == nullptr) {
        std::vector<std::string> names;
        for (const auto& known : regions)
            names.push_back(known.name);
        return findings.wrong(
            statement->pointer,
            names.empty() ? fmt::format("Resources of type {} have no region.", resource.blueprint->type)
                          : fmt::format(
                                "There is no region \"{}\". The regions are: {}.",
                                base::shortened(word, 60),
                                base::join(names, ", ")
                            )
        );
    }
    if (is_asked_back(catalog, resource, *statement, *region, findings))
        return;
    resource.spec.region = region->name;
    keep(resource, "region", region->name, *statement);
}

}  // namespace

const std::map<std::string, Value>& resource_fields()
{
    static const auto fields = read_fields().get<std::map<std::string, Value>>();
    return fields;
}

std::string slug_of(const std::string& name)
{
    auto slug = base::lower_ascii(base::trimmed(readable(name)));
    std::replace_if(
        slug.begin(), slug.end(), [](char c) { return c == ' ' || c == '_' || c == '.'; }, '-'
    );
    return slug;
}

void settle_fields(const Catalog& catalog, const Envelope& envelope, Resource& resource, Findings& findings)
{
    settle_environment(catalog, envelope.default_environment, resource, findings);
    resource.spec.team = settle_slug(resource, "team", findings);
    resource.spec.service = settle_slug(resource, "service", findings);
    settle_owner(envelope.requester, resource, findings);
    if (const auto* statement = find_fitting(resource, "cost_center", findings))
        keep(resource, "cost_center", statement->value, *statement);
    if (const auto* statement = find_fitting(resource, "tags", findings))
        keep(resource, "tags", statement->value, *statement);
    if (resource.environment != nullptr)
        settle_region(catalog, resource, findings);
}

}  // namespace catalog
