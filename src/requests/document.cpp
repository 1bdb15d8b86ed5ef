#include "requests/document.h"

#include <algorithm>

namespace requests {
namespace {

constexpr int document_format = 1;

base::Value source_of(const catalog::SpecValue& value)
{
    base::Value source{{"from", catalog::word_of(value.from)}};
    if (value.span)
        source["span"] = {{"begin", value.span->begin}, {"end", value.span->end}};
    return source;
}

base::Value sources_of(const catalog::Spec& spec)
{
    auto sources = base::Value::object();
    for (const auto& [name, field] : spec.fields)
        sources[name] = source_of(field);
    for (const auto& parameter : spec.parameters)
        sources[parameter.name] = source_of(parameter);
    return sources;
}

base::Value files_of(const Document& document, const catalog::Spec& spec, Texts texts)
{
    auto files = texts == Texts::included ? base::Value::object() : base::Value::array();
    const auto prefix = spec.directory() + "/";
    for (const auto& [path, text] : document.files) {
        if (!path.starts_with(prefix))
            continue;
        if (texts == Texts::included)
            files[path.substr(prefix.size())] = text;
        else
            files.push_back({{"path", path}, {"lines", std::count(text.begin(), text.end(), '\n')}});
    }
    return files;
}

}  // namespace

base::Value requirements_of(const catalog::Spec& spec)
{
    auto parameters = base::Value::object();
    for (const auto& parameter : spec.parameters)
        parameters[parameter.name] = parameter.value;
    const auto text_or_null = [](const std::string& text) {
        return text.empty() ? base::Value(nullptr) : base::Value(text);
    };
    return {
        {"resource_type", spec.resource_type},
        {"resource_name", spec.resource_name},
        {"environment", spec.environment},
        {"parameters", std::move(parameters)},
        {"tags", spec.tags},
        {"team", text_or_null(spec.team)},
        {"service", text_or_null(spec.service)},
        {"region", text_or_null(spec.region)},
        {"cloud_name", spec.cloud_name}};
}

base::Value outcome_of(const Document& document, Texts texts)
{
    auto resources = base::Value::array();
    for (const auto& spec : document.specs) {
        auto resource = requirements_of(spec);
        resource["sources"] = sources_of(spec);
        resource["directory"] = spec.directory();
        resource["files"] = files_of(document, spec, texts);
        resources.push_back(std::move(resource));
    }
    const auto* outcome = document.refusal ? "refused" : document.questions.empty() ? "spec" : "needs_input";
    base::Value told{
        {"outcome", outcome},
        {"questions", document.questions},
        {"refusal", document.refusal ? base::Value(*document.refusal) : base::Value(nullptr)},
        {"resources", std::move(resources)},
        {"model", document.model}};
    if (!document.prompt.empty())
        told["prompt"] = document.prompt;
    if (!document.passed_over.empty())
        told["passed_over"] = document.passed_over;
    if (!document.model_calls.empty())
        told["model_calls"] = document.model_calls;
    return told;
}

void to_json(base::Value& json, const Document& document)
{
    json = {
        {"format", document_format},
        {"request_id", document.request_id},
        {"actor", document.actor},
        {"created_at", base::to_micros(document.created_at)},
        {"submission", document.submission},
        {"understood", document.understood},
        {"model", document.model},
        {"prompt", document.prompt},
        {"summary", document.summary},
        {"passed_over", document.passed_over},
        {"model_calls", document.model_calls},
        {"drafts", document.drafts},
        {"questions", document.questions},
        {"refusal", document.refusal ? base::Value(*document.refusal) : base::Value(nullptr)},
        {"specs", document.specs},
        {"files", document.files},
        {"repository", document.repository},
        {"address", document.address},
        {"path_prefix", document.path_prefix},
        {"branch", document.branch},
        {"base_branch", document.base_branch},
        {"base_sha", document.base_sha},
        {"commit_sha", document.commit_sha},
        {"pr_number", document.pr_number},
        {"pr_url", document.pr_url},
        {"pr_state", document.pr_state},
        {"pr_repository", document.pr_repository},
        {"pr_lacks", document.pr_lacks}};
}

void from_json(const base::Value& json, Document& document)
{
    if (json.at("format") != document_format)
        throw base::Error(
            base::Code::internal,
            "This request was saved in a form that this version of groundwork does not read."
        );
    json.at("request_id").get_to(document.request_id);
    json.at("actor").get_to(document.actor);
    document.created_at = base::from_micros(json.at("created_at").get<std::int64_t>());
    json.at("submission").get_to(document.submission);
    json.at("understood").get_to(document.understood);
    json.at("model").get_to(document.model);
    document.prompt = json.value("prompt", "");
    document.summary = json.value("summary", "");
    document.passed_over = json.value("passed_over", std::vector<std::string>{});
    document.model_calls = json.value("model_calls", std::vector<llm::Call>{});
    json.at("drafts").get_to(document.drafts);
    json.at("questions").get_to(document.questions);
    if (!json.at("refusal").is_null())
        document.refusal = json.at("refusal").get<catalog::Refusal>();
    json.at("specs").get_to(document.specs);
    json.at("files").get_to(document.files);
    document.repository = json.value("repository", "default");
    document.address = json.value("address", "");
    document.path_prefix = json.value("path_prefix", "");
    json.at("branch").get_to(document.branch);
    document.base_branch = json.value("base_branch", "");
    json.at("base_sha").get_to(document.base_sha);
    json.at("commit_sha").get_to(document.commit_sha);
    json.at("pr_number").get_to(document.pr_number);
    json.at("pr_url").get_to(document.pr_url);
    json.at("pr_state").get_to(document.pr_state);
    document.pr_repository = json.value("pr_repository", std::int64_t{0});
    document.pr_lacks = json.value("pr_lacks", std::vector<std::string>{});
}

}  // namespace requests
