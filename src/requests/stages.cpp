#include "requests/stages.h"

#include "hcl/layout.h"
#include "requests/proposal.h"
#include "requests/prose.h"

namespace requests::stages {
namespace {

constexpr std::size_t longest_summary = 400;  // code points

/// Without those that only the model reads.
std::map<std::string, base::Value> answers_for_fields(const Submission& submission)
{
    auto answers = submission.answers;
    std::erase_if(answers, [](const auto& answer) {
        const auto& id = answer.first;
        return id == llm::unsupported || id.ends_with("." + std::string(llm::unsupported));
    });
    return answers;
}

std::string shown(const forge::Target& target)
{
    return (target.address.empty() ? target.name : target.address) +
           (target.base_branch.empty() ? "" : ", branch " + target.base_branch) +
           (target.path_prefix.empty() ? "" : ", below " + target.path_prefix);
}

/// One request is one pull request, so all its resources go to one place.
const forge::Target& target_of(const forge::Targets& targets, const std::vector<catalog::Spec>& specs)
{
    const auto& first = targets.choose(specs.front().team, specs.front().environment);
    for (const auto& spec : specs)
        if (const auto& other = targets.choose(spec.team, spec.environment); !other.is_same_place(first))
            throw base::Error(
                base::Code::invalid,
                specs.front().resource_name + " goes to " + shown(first) + ", and " + spec.resource_name +
                    " to " + shown(other) + ". Send a request for each."
            );
    return first;
}

}  // namespace

void parse(const Means& means, Document& document)
{
    if (document.understood)
        return;
    const auto& submission = document.submission;
    document.drafts = submission.resources;
    if (submission.resources.empty()) {
        Account account(means.database, means.hub, means.metrics, means.budgets, document);
        auto reply = means.model.complete(
            {submission.request,
             submission.environment,
             catalog::slug_of(submission.team),
             catalog::slug_of(submission.service),
             submission.answers,
             &account}
        );
        document.model = std::move(reply.model);
        document.prompt = std::move(reply.prompt);
        document.summary = markdown::prose(reply.summary, longest_summary);
        document.passed_over = std::move(reply.passed_over);
        document.drafts = std::move(reply.drafts);
        document.questions = std::move(reply.questions);
        document.refusal = std::move(reply.refusal);
    }
    document.understood = true;
}

void check(const Means& means, Document& document)
{
    if (document.refusal || !document.questions.empty())
        return;
    const auto& submission = document.submission;
    auto checked = catalog::check(
        means.catalog,
        document.drafts,
        {submission.environment,
         submission.team,
         submission.service,
         submission.requester,
         means.default_environment,
         answers_for_fields(submission)}
    );
    document.specs = std::move(checked.specs);
    document.questions = std::move(checked.questions);
    document.refusal = std::move(checked.refusal);
}

void answer(const Means& means, Document& document, const base::Value& answers)
{
    for (const auto& [id, value] : answers.items())
        document.submission.answers[id] = value;
    // The model is asked again only where it had asked itself; a reply with drafts stays.
    document.understood = !document.drafts.empty();
    document.questions.clear();
    parse(means, document);
    check(means, document);
}

base::Error ending(const Document& document)
{
    if (document.refusal)
        return {base::Code::invalid, document.refusal->message};
    std::vector<base::Problem> problems;
    std::string message = "More information is needed.";
    for (const auto& question : document.questions) {
        problems.push_back({"/answers/" + base::pointer_token(question.id), question.question});
        message += " " + question.question;
    }
    return {base::Code::invalid, std::move(message), std::move(problems)};
}

void render(const Means& means, Document& document)
{
    if (document.refusal || !document.questions.empty())
        throw ending(document);
    if (document.commit_sha.empty()) {  // else it is there already, whatever the rules say by now
        const auto& target = target_of(means.targets, document.specs);
        document.repository = target.name;
        document.address = target.address;
        document.path_prefix = target.path_prefix;
    }
    document.files.clear();
    for (const auto& spec : document.specs)
        document.files.merge(hcl::render(means.catalog, spec));
}

void commit(const Means& means, Document& document)
{
    auto branch = branch_of(document);
    branch.name = branch_name(document, means.branch_prefix);
    document.commit_sha = means.targets.get(document.repository, document.address).forge.push(branch);
    document.branch = branch.name;
}

void publish(const Means& means, Document& document)
{
    const auto pull = means.targets.get(document.repository, document.address)
                          .forge.open(proposal(document, means.catalog));
    document.pr_number = pull.number;
    document.pr_url = pull.url;
    document.pr_state = pull.state;
    document.pr_repository = pull.repository;
    document.pr_lacks = pull.lacks;
}

}  // namespace requests::stages
