#include "requests/proposal.h"

#include "base/text.h"
#include "requests/cost.h"
#include "requests/markdown.h"

#include <set>

namespace requests {
namespace {

using markdown::code;

std::string shown(const base::Value& value)
{
    return value.is_string() ? value.get<std::string>() : base::write_json(value);
}

std::string title(const Document& document, const catalog::Catalog* catalog)
{
    const auto& first = document.specs.front();
    const auto what = catalog ? catalog->blueprint(first.resource_type).title : first.resource_type;
    if (document.specs.size() == 1)
        return "Create " + what + " " + first.resource_name + " (" + first.environment + ")";
    return "Create " + std::to_string(document.specs.size()) + " resources: " + first.resource_name +
           " and more (" + first.environment + ")";
}

std::string summary(const Document& document, const catalog::Catalog& catalog)
{
    std::string text = "## Summary by Groundwork\n\n";
    text += "Requested by " + code(document.submission.requester) +
            (document.submission.team.empty() ? "" : " for team " + code(document.submission.team)) +
            ". Merging this adds:\n\n";
    text += "| Resource | Name | Environment | Name in the cloud | Directory |\n|---|---|---|---|---|\n";
    for (const auto& spec : document.specs) {
        const auto& blueprint = catalog.blueprint(spec.resource_type);
        text += "| " + blueprint.title + " (" + code(spec.resource_type) + " " + spec.blueprint_version +
                ") | " + code(spec.resource_name) + " | " + code(spec.environment) + " | " +
                code(spec.cloud_name) + " | " + code(document.place_of(spec.directory())) + " |\n";
    }
    if (!document.summary.empty())
        text += "\n> **Written by the language model " + code(document.model) + ", checked by nobody:** " +
                document.summary + "\n";
    return text + "\n";
}

std::string row(const std::string& name, const catalog::SpecValue& value)
{
    return "| " + code(name) + " | " + code(base::shortened(shown(value.value), 200)) + " | " +
           std::string(catalog::word_of(value.from)) + " |\n";
}

std::string parameters(const catalog::Spec& spec)
{
    std::string text =
        "### " + code(spec.resource_name) + "\n\n| Parameter | Value | From |\n|---|---|---|\n";
    for (const auto& [name, field] : spec.fields)
        text += row(name, field);
    for (const auto& parameter : spec.parameters)
        text += row(parameter.name, parameter);
    return text + "\n";
}

std::string security_notes(const Document& document, const catalog::Catalog& catalog)
{
    std::string text = "## Security notes\n\n";
    std::set<std::string> said;
    for (const auto& spec : document.specs)
        for (const auto* rule :
             catalog.rules_for(catalog.blueprint(spec.resource_type), spec.environment_class))
            if (spec.find_parameter(rule->parameter) != nullptr && said.insert(rule->id).second)
                text += "- " + rule->message + " (" + code(rule->id) + ")\n";
    for (const auto& wish : catalog.policies().refusals)
        text += "- " + wish.message + " (" + code(wish.id) + ")\n";
    text += "- No password or key is in these files; the words of the request were only ever values.\n";
    for (const auto& spec : document.specs) {
        const auto& waived = catalog.blueprint(spec.resource_type).checks;
        if (const auto found = waived.find("waived");
            found != waived.end() && found->contains(spec.environment_class))
            for (const auto& [id, reason] : found->at(spec.environment_class).items())
                text += "- Waived for " + code(spec.resource_name) + ": " + code(id) + ", " +
                        reason.get<std::string>() + ".\n";
    }
    return text + "\n";
}

constexpr std::string_view check_list = R"(## Check list for the reviewer

- [ ] The resource, its name and its environment are what was asked for.
- [ ] The values that were defaults (above) suit this use.
- [ ] Size and storage are in proportion; the cost (above) is accepted.
- [ ] `terraform plan` of this directory shows only additions.
- [ ] The owner and the tags are right.

)";

}  // namespace

std::string branch_name(const Document& document, const std::string& prefix)
{
    if (!document.branch.empty())
        return document.branch;
    const auto& first = document.specs.front();
    return prefix + "/" + first.environment + "-" + first.resource_type + "-" + first.resource_name + "-" +
           document.request_id.substr(4, 8);
}

std::string commit_message(const Document& document)
{
    auto message = title(document, nullptr) + "\n\n";
    for (const auto& spec : document.specs)
        message += "- " + document.place_of(spec.directory()) + " (" + spec.resource_type + "@" +
                   spec.blueprint_version + ")\n";
    return message + "\nRequested-by: " + document.submission.requester +
           "\nGroundwork-Request: " + document.request_id + "\n";
}

forge::Branch branch_of(const Document& document)
{
    forge::Branch branch{
        document.branch,
        document.base_sha,
        {},
        commit_message(document),
        document.created_at,
        {},
        document.base_branch};
    for (const auto& [path, text] : document.files)
        branch.files.emplace(document.place_of(path), text);
    for (const auto& spec : document.specs)
        branch.directories.push_back(document.place_of(spec.directory()));
    return branch;
}

forge::Proposal proposal(const Document& document, const catalog::Catalog& catalog)
{
    forge::Proposal proposal{
        document.branch,
        document.commit_sha,
        title(document, &catalog),
        summary(document, catalog),
        {"infrastructure", "terraform"},
        document.submission.requester,
        document.base_branch};
    std::set<std::string> labels;
    for (const auto& spec : document.specs) {
        labels.insert("env:" + spec.environment);
        labels.insert("resource:" + spec.resource_type);
    }
    proposal.labels.insert(proposal.labels.end(), labels.begin(), labels.end());
    proposal.body += "## Parameters\n\n";
    for (const auto& spec : document.specs)
        proposal.body += parameters(spec);
    proposal.body += security_notes(document, catalog);
    proposal.body += cost_part(document, catalog);
    proposal.body += check_list;
    proposal.body += "## The request\n\n" + markdown::block(words_of(document.submission));
    proposal.body +=
        "\nUnderstood by " + code(document.model.empty() ? "the caller's typed resources" : document.model) +
        ". Request " + code(document.request_id) + ".\n\n<!-- groundwork:" + document.request_id + " -->\n";
    return proposal;
}

}  // namespace requests
