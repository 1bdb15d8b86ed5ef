#include "hcl/layout.h"

#include "base/error.h"
#include "hcl/blob.h"
#include "hcl/settings_files.h"
#include "hcl/write.h"

namespace hcl {
namespace {

using base::Value;
using catalog::Blueprint;
using catalog::From;
using catalog::Spec;
using catalog::SpecValue;

/// Where a value came from, in fixed words: nothing that somebody wrote ever stands in a comment.
std::string origin_of(const SpecValue& value, const std::string& environment_class)
{
    if (value.from == From::environment_default)
        return "default for " + environment_class;
    if (value.from == From::blueprint_default)
        return "default";
    return std::string(word_of(value.from));
}

Assignment field(const Spec& spec, const std::string& name, const std::string& value)
{
    const auto& source = spec.fields.at(name);
    const bool is_default = source.from == From::environment_default;
    return {name, value, is_default ? "environment" : origin_of(source, spec.environment_class)};
}

std::string values_file(const Spec& spec)
{
    std::vector<Assignment> values{
        {"cloud_name", spec.cloud_name, "policy"}, field(spec, "environment", spec.environment)};
    if (!spec.region.empty())
        values.push_back(field(spec, "region", spec.region));
    for (const auto& parameter : spec.parameters)
        values.push_back({parameter.name, parameter.value, origin_of(parameter, spec.environment_class)});
    values.push_back({"tags", spec.tags, "policy"});
    return tfvars(values);
}

/// The waived checks of one scanner, by the first letters of their ids.
std::map<std::string, std::string> waived_by(const Value& waived, bool is_checkov)
{
    std::map<std::string, std::string> reasons;
    for (const auto& [id, reason] : waived.items())
        if (id.starts_with("CKV") == is_checkov)
            reasons[id] = reason;
    return reasons;
}

/// The reasons come from the blueprint, whose declaration keeps each of them on one line.
void add_waivers(const Value& waived, std::map<std::string, std::string>& files)
{
    std::string checkov;
    for (const auto& [id, reason] : waived_by(waived, true))
        checkov += "  # " + reason + "\n  - " + id + "\n";
    if (!checkov.empty())
        files[".checkov.yaml"] = "skip-check:\n" + checkov;
    std::string trivy;
    for (const auto& [id, reason] : waived_by(waived, false))
        trivy += "# " + reason + "\n" + id + "\n";
    if (!trivy.empty())
        files[".trivyignore"] = trivy;
}

/// The spec without places in the request's words, which nobody has beside the files.
Spec without_spans(Spec spec)
{
    for (auto& parameter : spec.parameters)
        parameter.span = std::nullopt;
    for (auto& [_, value] : spec.fields)
        value.span = std::nullopt;
    return spec;
}

std::string
record_file(const Blueprint& blueprint, const Spec& spec, const std::map<std::string, std::string>& files)
{
    auto sources = Value::object();
    for (const auto& parameter : spec.parameters)
        sources[parameter.name] = word_of(parameter.from);
    for (const auto& [name, value] : spec.fields)
        sources[name] = word_of(value.from);
    auto ids = Value::object();
    for (const auto& [name, text] : files)
        ids[name] = git_blob_id(text);
    return base::write_pretty_json(
        {{"format", 1},
         {"blueprint",
          {{"name", blueprint.type}, {"version", blueprint.version}, {"digest", blueprint.digest}}},
         {"layout", "self_contained"},
         {"spec", without_spans(spec)},
         {"sources", sources},
         {"files", ids}}
    );
}

const catalog::Environment& environment_of(const catalog::Catalog& catalog, const Spec& spec)
{
    if (const auto* found = catalog.find_environment(spec.environment))
        return *found;
    throw base::Error(
        base::Code::not_found,
        "There is no environment " + spec.environment + " in config/environments.yaml any more."
    );
}

}  // namespace

std::map<std::string, std::string> render(const catalog::Catalog& catalog, const Spec& spec)
{
    const auto& blueprint = catalog.blueprint(spec.resource_type);
    const auto& settings = environment_of(catalog, spec).settings;
    auto files = blueprint.files;
    files["provider.tf"] = provider_file(blueprint.cloud, settings.value(blueprint.cloud, Value::object()));
    files["backend.tf"] = backend_file(spec, settings.at("backend"));
    if (blueprint.network)
        files["network.tf"] = network_file(settings.at(blueprint.cloud).at("network_tags"));
    files["terraform.tfvars"] = values_file(spec);
    const auto waived = blueprint.checks.value("waived", Value::object());
    add_waivers(waived.value(spec.environment_class, Value::object()), files);
    files[".groundwork.json"] = record_file(blueprint, spec, files);

    std::map<std::string, std::string> placed;
    for (auto& [name, text] : files)
        placed[spec.directory() + "/" + name] = std::move(text);
    return placed;
}

}  // namespace hcl
