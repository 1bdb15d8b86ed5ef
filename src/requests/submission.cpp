#include "requests/submission.h"

#include "base/error.h"
#include "base/text.h"
#include "requests/redact.h"

namespace requests {
namespace {

catalog::Draft read_draft(const base::Value& resource)
{
    catalog::Draft draft{resource.at("resource_type").get<std::string>(), {}};
    const auto state = [&](const std::string& name, const base::Value& value) {
        if (!value.is_null())
            draft.values[name] = {value, catalog::From::caller, std::nullopt};
    };
    for (const auto& [name, value] : resource.items())
        if (name != "resource_type" && name != "parameters")
            state(name, value);
    if (const auto parameters = resource.find("parameters"); parameters != resource.end())
        for (const auto& [name, value] : parameters->items())
            state(name, value);
    return draft;
}

}  // namespace

Submission read_submission(const base::Value& body, const std::string& requester)
{
    Submission submission;
    const auto text = [&](const char* name) { return body.value(name, std::string()); };
    submission.request = redacted(std::string(base::trimmed(text("request"))));
    submission.environment = text("environment");
    submission.team = text("team");
    submission.service = text("service");
    submission.requester = requester;
    submission.ask = body.value("ask", false);
    if (const auto answers = body.find("answers"); answers != body.end())
        submission.answers = answers->get<std::map<std::string, base::Value>>();
    if (const auto resources = body.find("resources"); resources != body.end())
        for (const auto& resource : *resources)
            submission.resources.push_back(read_draft(resource));
    if (submission.request.empty() == submission.resources.empty())
        throw base::Error(
            base::Code::invalid,
            submission.request.empty() ? "Say what you need in `request`, or send typed `resources`."
                                       : "Send either `request` or `resources`, not both.",
            "/request"
        );
    return submission;
}

std::string words_of(const Submission& submission)
{
    if (!submission.request.empty())
        return submission.request;
    std::vector<std::string> names;
    for (const auto& draft : submission.resources) {
        const auto name = draft.values.find("resource_name");
        const bool named = name != draft.values.end() && name->second.value.is_string();
        names.push_back(draft.resource_type + (named ? " " + name->second.value.get<std::string>() : ""));
    }
    return "Typed resources: " + base::join(names, ", ");
}

void to_json(base::Value& json, const Submission& submission)
{
    json = {
        {"request", submission.request},
        {"resources", submission.resources},
        {"environment", submission.environment},
        {"team", submission.team},
        {"service", submission.service},
        {"requester", submission.requester},
        {"ask", submission.ask},
        {"answers", submission.answers}};
}

void from_json(const base::Value& json, Submission& submission)
{
    json.at("request").get_to(submission.request);
    json.at("resources").get_to(submission.resources);
    json.at("environment").get_to(submission.environment);
    json.at("team").get_to(submission.team);
    json.at("service").get_to(submission.service);
    json.at("requester").get_to(submission.requester);
    json.at("ask").get_to(submission.ask);
    json.at("answers").get_to(submission.answers);
}

}  // namespace requests
