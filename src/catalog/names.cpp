#include "base/random.h"
#include "base/schema.h"
#include "base/text.h"
#include "catalog/resource.h"

#include <fmt/format.h>

namespace catalog {
namespace {

using base::Value;

constexpr std::size_t digest_digits = 8;

/// True when the name may stand in paths and in the cloud. Whatever a blueprint's pattern lets through, a
/// name that becomes a folder is made of these characters only.
bool accept_name(const Resource& resource, const Statement& statement, Findings& findings)
{
    const auto& rule = resource.blueprint->name;
    const Value schema{
        {"type", "string"}, {"minLength", 1}, {"pattern", rule.pattern}, {"maxLength", rule.max_length}};
    if (!findings.accept(base::check(schema, statement.value, statement.pointer)))
        return false;
    const auto& name = statement.value.get_ref<const std::string&>();
    const bool is_folder =
        name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_") == std::string::npos;
    if (is_folder && !rule.reserves(name))
        return true;
    findings.wrong(
        statement.pointer,
        is_folder ? fmt::format("The name \"{}\" is reserved.", name) : "A name is made of a-z, 0-9, - and _."
    );
    return false;
}

/// The pattern with its words replaced; an application that says nothing new goes, together with one dash.
std::string fill(std::string pattern, const Spec& spec)
{
    const auto& application = spec.service.empty() ? spec.team : spec.service;
    const bool is_new = !application.empty() && spec.resource_name != application &&
                        !spec.resource_name.starts_with(application + "-");
    if (!is_new)
        pattern = base::replaced(base::replaced(pattern, "{application}-", ""), "-{application}", "");
    pattern = base::replaced(pattern, "{application}", is_new ? application : "");
    pattern = base::replaced(pattern, "{environment}", spec.environment);
    return base::replaced(pattern, "{resource}", spec.resource_name);
}

/// Lower-case letters, digits and single dashes between them: what every cloud takes.
std::string plain(const std::string& text)
{
    std::string name;
    for (const char c : base::lower_ascii(text)) {
        const bool fits = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (fits)
            name += c;
        else if (!name.empty() && name.back() != '-')
            name += '-';
    }
    return name.substr(0, name.find_last_not_of('-') + 1);
}

std::string cut(const std::string& name, std::size_t max_length)
{
    if (name.size() <= max_length)
        return name;
    auto start = name.substr(0, max_length - digest_digits - 1);
    start.resize(start.find_last_not_of('-') + 1);
    return start + "-" + base::sha256_hex(name).substr(0, digest_digits);
}

}  // namespace

void settle_names(const Policies& policies, Resource& resource, Findings& findings)
{
    const auto* statement = resource.find("resource_name");
    if (statement == nullptr)
        return findings.questions.push_back(
            {resource.question_id("resource_name"),
             fmt::format(
                 "What should the {} be called? A short name without the environment, such as payments-{}.",
                 resource.blueprint->spoken(),
                 resource.blueprint->noun
             ),
             {}}
        );
    if (!accept_name(resource, *statement, findings))
        return;
    auto& spec = resource.spec;
    spec.resource_name = statement->value;
    spec.fields["resource_name"] = {"resource_name", statement->value, statement->from, statement->span};
    spec.cloud_name =
        cut(plain(fill(policies.naming_pattern, spec)), resource.blueprint->cloud_name_max_length);
    const Value schema{{"type", "string"}, {"pattern", resource.blueprint->cloud_name_pattern}};
    if (!base::check(schema, spec.cloud_name).empty())
        findings.wrong(
            statement->pointer,
            fmt::format(
                "The name in the cloud would be \"{}\", which the cloud does not take.", spec.cloud_name
            )
        );
}

}  // namespace catalog
