#include "base/error.h"
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
constexpr std::string_view delivery_schema = R"json({
"type": "object", "additionalProperties": true,
"properties": {
  "repository": {"type": "object", "additionalProperties": true, "properties": {"html_url": {"type": "string", "maxLength": 500}}},
  "pull_request": {"type": "object", "additionalProperties": true, "properties": {"number": {"type": "integer"}}},
  "issue": {"type": "object", "additionalProperties": true, "properties": {"number": {"type": "integer"}}},
  "check_run": {"type": "object", "additionalProperties": true},
  "check_suite": {"type": "object", "additionalProperties": true}}
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

std::set<std::int64_t> pulls_of(const base::Value& delivery)
{
    std::set<std::int64_t> numbers;
    const auto take = [&](const base::Value& thing) {
        if (thing.is_object() && thing.contains("number") && thing["number"].is_number_integer())
            numbers.insert(thing["number"].get<std::int64_t>());
    };
    for (const auto* name : {"pull_request", "issue"})
        if (delivery.contains(name))
            take(delivery[name]);
    for (const auto* name : {"check_run", "check_suite"})
        if (delivery.contains(name) && delivery[name].contains("pull_requests"))
            for (const auto& pull : delivery[name]["pull_requests"])
                take(pull);
    return numbers;
}

/// Those of the delivery's repository whose pull request it speaks of, woken to look.
int wake(db::Transaction& tx, const Means& means, const base::Value& delivery)
{
    const auto repository = delivery.value("/repository/html_url"_json_pointer, std::string());
    int woken = 0;
    for (const auto number : pulls_of(delivery))
        for (const auto& request : requests::list_by_pull(tx, number))
            if (request.pr_url == repository + "/pull/" + std::to_string(number) &&
                requests::look_again(tx, means.desk.runner, request.id))
                ++woken;
    return woken;
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
             return means.provision.database.write([&](db::Transaction& tx) {
                 return once(tx, call, "webhooks.github", [&]() -> Answer {
                     return {202, {{"woken", wake(tx, means, call.input)}}};
                 });
             });
         },
         true,
         [&means](const Incoming& incoming) { prove(means, incoming); }},
    };
}

}  // namespace operations
