#include "requests/tidy.h"

#include "requests/proposal.h"

namespace requests {
namespace {

using jobs::Advance;
using jobs::Context;
using jobs::Outcome;

constexpr std::chrono::minutes until_known{10};
constexpr std::chrono::minutes until_mended{15};  // perhaps, by a person
constexpr std::chrono::hours patience{24};

/// What the workflow knows.
struct Tidying {
    Document document;
    base::Time not_before;
    base::Time refused_since = {};  ///< by somebody who does not change their mind; epoch: not yet
    bool dropped = false;
    std::string left = {};    ///< why the branch stays; empty: it does not
    std::string pr_url = {};  ///< of the pull request that it belongs to after all
};

void to_json(base::Value& json, const Tidying& tidying)
{
    json = {
        {"document", tidying.document},
        {"not_before", base::to_micros(tidying.not_before)},
        {"refused_since", base::to_micros(tidying.refused_since)},
        {"dropped", tidying.dropped},
        {"left", tidying.left},
        {"pr_url", tidying.pr_url}};
}

void from_json(const base::Value& json, Tidying& tidying)
{
    json.at("document").get_to(tidying.document);
    tidying.not_before = base::from_micros(json.at("not_before").get<std::int64_t>());
    tidying.refused_since = base::from_micros(json.value("refused_since", std::int64_t{0}));
    json.at("dropped").get_to(tidying.dropped);
    json.at("left").get_to(tidying.left);
    json.at("pr_url").get_to(tidying.pr_url);
}

void look_and_drop(const Means& means, Tidying& tidying)
{
    auto& forge = means.targets.get(tidying.document.repository, tidying.document.address).forge;
    auto branch = branch_of(tidying.document);
    branch.name = branch_name(tidying.document, means.branch_prefix);
    if (const auto pull = forge.find_by_branch(branch.name)) {
        tidying.left = "It belongs to a pull request, whose opening was not answered.";
        tidying.pr_url = pull->url;
        return;
    }
    try {
        tidying.dropped = forge.drop(branch);
    } catch (const base::Error& error) {
        if (error.code != base::Code::conflict)
            throw;
        tidying.left = error.message;
    }
}

/// Nobody else looks after the branch. What ended the request, a token that has expired, say, may still stand
/// in the way and be mended: whatever it is, the stage is patient. But it does not ask often: a host takes
/// many wrong tokens for an attack.
Outcome drop(const Means& means, Tidying& tidying, Context& context)
{
    if (context.now() < tidying.not_before)
        return jobs::Park{tidying.not_before, std::nullopt};
    try {
        look_and_drop(means, tidying);
    } catch (const base::Error& error) {
        if (base::row_of(error.code).retried)
            throw;
        const auto now = context.now();
        if (tidying.refused_since == base::Time{})
            tidying.refused_since = now;
        if (now - tidying.refused_since >= patience)
            throw;
        tidying.not_before = now + until_mended;
        return jobs::Park{tidying.not_before, std::nullopt};
    }
    return Advance{};
}

void tell_left(db::Transaction& tx, const Means& means, const Tidying& tidying, const std::string& why)
{
    base::Value payload{{"branch_name", branch_name(tidying.document, means.branch_prefix)}, {"reason", why}};
    if (!tidying.pr_url.empty())
        payload["pr_url"] = tidying.pr_url;
    events::append(
        tx, means.hub, subject_of(tidying.document.request_id), "request.branch_left", "system", payload
    );
}

jobs::Hooks hooks(const Means& means)
{
    jobs::Hooks hooks;
    hooks.finished = [&means](db::Transaction& tx, const base::Value& value) {
        const auto tidying = value.get<Tidying>();
        if (!tidying.left.empty())
            return tell_left(tx, means, tidying, tidying.left);
        if (tidying.dropped)
            events::append(
                tx,
                means.hub,
                subject_of(tidying.document.request_id),
                "request.branch_dropped",
                "system",
                {{"branch_name", branch_name(tidying.document, means.branch_prefix)}}
            );
    };
    hooks.failed = [&means](db::Transaction& tx, const base::Value& value, const base::Error& error) {
        tell_left(tx, means, value.get<Tidying>(), error.message);
    };
    return hooks;
}

}  // namespace

jobs::Workflow tidy_workflow(const Means& means)
{
    jobs::Workflow workflow{"tidy", {}, hooks(means)};
    workflow.stages = {
        {"drop",
         {"tidy", 2},
         std::chrono::seconds(120),
         jobs::Effect::repeatable,
         true,
         jobs::over<Tidying>([&means](Tidying& tidying, Context& context) {
             return drop(means, tidying, context);
         }),
         patience},
    };
    return workflow;
}

void start_tidying(
    db::Transaction& tx,
    jobs::Runner& runner,
    const jobs::Workflow& workflow,
    const Document& document,
    bool known
)
{
    const Tidying tidying{document, known ? tx.now() : tx.now() + until_known};
    jobs::start(tx, runner, workflow, document.request_id + "/branch", tidying);
}

}  // namespace requests
