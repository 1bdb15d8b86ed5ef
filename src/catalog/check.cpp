#include "catalog/resource.h"

#include <set>

namespace catalog {
namespace {

/// Two drafts that would write the same files, or make two things with the same name in the cloud.
void refuse_doubles(const std::vector<Resource>& resources, Findings& findings)
{
    std::set<std::string> directories;
    std::set<std::string> names;
    for (const auto& resource : resources) {
        const auto& spec = resource.spec;
        if (spec.resource_name.empty() || resource.environment == nullptr)
            continue;
        if (!directories.insert(spec.directory()).second)
            findings.wrong(
                resource.pointer("resource_name"),
                "Another resource of this request is written to " + spec.directory() + "."
            );
        else if (!names.insert(spec.resource_type + " " + spec.cloud_name).second)
            findings.wrong(
                resource.pointer("resource_name"),
                "Another resource of this request is named " + spec.cloud_name + " in the cloud."
            );
    }
}

}  // namespace

Checked check(const Catalog& catalog, const std::vector<Draft>& drafts, const Envelope& envelope)
{
    Findings findings;
    // Nothing understood is a resource of which nothing is known: the first question asks for its type.
    auto resources = gather(catalog, drafts.empty() ? std::vector<Draft>(1) : drafts, envelope, findings);
    for (auto& resource : resources) {
        if (resource.blueprint == nullptr)
            continue;
        settle_fields(catalog, envelope, resource, findings);
        if (resource.environment == nullptr)
            continue;
        settle_parameters(catalog, resource, findings);
        settle_names(catalog.policies(), resource, findings);
        settle_tags(catalog.policies(), resource, findings);
    }
    refuse_doubles(resources, findings);
    ask_again(catalog, resources, findings);
    base::refuse_when_any(std::move(findings.problems));

    Checked checked;
    if (findings.refusal)
        checked.refusal = std::move(findings.refusal);
    else if (!findings.questions.empty())
        checked.questions = std::move(findings.questions);
    else
        for (auto& resource : resources)
            checked.specs.push_back(std::move(resource.spec));
    return checked;
}

}  // namespace catalog
