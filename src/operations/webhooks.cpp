#include "base/error.h"
#include "base/foreign.h"
#include "base/random.h"
#include "operations/dispatch.h"
#include "operations/idempotency.h"
#include "operations/means.h"
#include "operations/shapes.h"
#include "requests/follow.h"

#include <set>

namespace operations {
namespace {

/// A delivery is only a hint that something has happened to a pull request: what it was is asked of GitHub.
/// GitHub sends what it likes, so that no member is a reason to refuse it.
constexpr std::string_view delivery_schema = R"json({
"type": "object", "additionalProperties": true,
"properties": {
  "repository": {"description": "Whose pull request it is: html_url, id."},
  "pull_request": {"description": "Its number."},
  "issue": {"description": "Its number."},
  "check_run": {"description": "Its pull_requests, and the head_branch of its check_suite."},
  "check_suite": {"description": "Its pull_requests and head_branch."},
  "branches": {"description": "Names of branches whose commit has a new status."}}
})json";

/// The form of X-Hub-Signature-256: sha256= and the HMAC of the body's bytes.
void prove(const Means& means, const Incoming& incoming)
{
    if (means.webhook_secret.empty())
        throw base::Error(
            base::Code::not_found, "No webhooks are taken here: GITHUB_WEBHOOK_SECRET is not set."
        );
    const auto signature = "sha256=" + base::hmac_sha256_hex(means.webhook_secret, incoming.body);
    if (!base::equal_in_constant_time(signature, incoming.signature))
        throw base::Error(
            base::Code::unauthenticated,
            "The signature is missing or wrong: the webhook's secret and GITHUB_WEBHOOK_SECRET must be the "
            "same."
        );
}

std::vector<base::Value> list_at(const base::Value& delivery, const char* pointer)
{
    const base::Value::json_pointer place(pointer);
    return delivery.contains(place) && delivery[place].is_array()
               ? delivery[place].get<std::vector<base::Value>>()
               : std::vector<base::Value>();
}

requests::RepositoryName repository_of(const base::Value& delivery)
{
    return {base::number_at(delivery, "/repository/id"), base::text_at(delivery, "/repository/html_url")};
}

std::set<std::int64_t> pulls_of(const base::Value& delivery)
{
    std::set<std::int64_t> numbers;
    for (const auto* place : {"/pull_request/number", "/issue/number"})
        numbers.insert(base::number_at(delivery, place));
    for (const auto* place : {"/check_run/pull_requests", "/check_suite/pull_requests"})
        for (const auto& pull : list_at(delivery, place))
            numbers.insert(base::number_at(pull, "/number"));
    numbers.erase(0);
    return numbers;
}

std::set<std::string> branches_of(const base::Value& delivery)
{
    std::set<std::string> names;
    for (const auto& branch : list_at(delivery, "/branches"))
        names.insert(base::text_at(branch, "/name"));
    for (const auto* place : {"/check_run/check_suite/head_branch", "/check_suite/head_branch"})
        names.insert(base::text_at(delivery, place));
    names.erase("");
    return names;
}

/// Those of the delivery's repository whose pull request or branch it speaks of, woken to look.
int wake(db::Transaction& tx, const Means& means, const base::Value& delivery)
{
    const auto repository = repository_of(delivery);
    std::set<std::string> woken;
    const auto wake_those = [&](const std::vector<requests::Request>& requests) {
        for (const auto& request : requests)
            if (repository.has(request) && requests::look_again(tx, means.desk.runner, request.id))
                woken.insert(request.id);
    };
    for (const auto number : pulls_of(delivery))
        wake_those(requests::list_by_pull(tx, number));
    for (const auto& branch : branches_of(delivery))
        wake_those(requests::list_by_branch(tx, branch));
    return static_cast<int>(woken.size());
}

/// A busy repository tells much that concerns nobody here.
bool has_woken(const Answer& answer)
{
    return answer.body.at("woken") != 0;
}

}  // namespace

std::vector<Operation> webhook_operations(const Means& means)
{
    return {
        {"webhooks.github",
         "POST",
         "/api/v1/webhooks/github",
         Scope::open,
         "Take a webhook of GitHub's, signed with the shared secret",
         schema(delivery_schema),
         schema(
             R"({"type": "object", "required": ["woken"], "properties": {"woken": {"type": "integer", "description": "How many requests look at their pull request now."}}})"
         ),
         202,
         [&means](const Call& call) {
             if (!pulls_of(call.input).empty())
                 means.deliveries.note(repository_of(call.input));
             return means.provision.database.write([&](db::Transaction& tx) {
                 const auto first = [&]() -> Answer {
                     return {202, {{"woken", wake(tx, means, call.input)}}};
                 };
                 return once(tx, call, "webhooks.github", first, has_woken);
             });
         },
         true,
         [&means](const Incoming& incoming) { prove(means, incoming); }},
    };
}

}  // namespace operations
