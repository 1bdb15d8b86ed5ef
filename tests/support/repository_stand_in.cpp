#include "support/repository_stand_in.h"

#include "base/text.h"

#include <algorithm>

namespace support {
namespace {

std::string parameter(const std::string& query, const std::string& name)
{
    for (const auto& part : base::split(query, '&'))
        if (part.starts_with(name + "="))
            return base::percent_decoded(part.substr(name.size() + 1)).value_or("");
    return "";
}

}  // namespace

RepositoryStandIn::~RepositoryStandIn() = default;

base::HttpAnswer RepositoryStandIn::json(int status, const base::Value& body)
{
    return {status, {{"content-type", "application/json; charset=utf-8"}}, base::write_json(body)};
}

base::HttpAnswer RepositoryStandIn::message(int status, const std::string& text)
{
    return json(status, {{"message", text}});
}

base::HttpAnswer RepositoryStandIn::invalid(const base::Value& error)
{
    return json(422, {{"message", "Validation Failed"}, {"errors", base::Value::array({error})}});
}

std::optional<std::string> RepositoryStandIn::rest_of(const std::string& path) const
{
    for (const auto& before : {"/repos/" + owner + "/" + name, number_path})
        if (path.starts_with(before))
            return path.substr(before.size());
    return std::nullopt;
}

base::HttpAnswer
RepositoryStandIn::of_repository(const Entry& entry, const std::set<std::string>& permissions)
{
    const auto found = rest_of(entry.path);
    if (!found)
        return message(404, "Not Found");
    const auto& rest = *found;
    const bool writes = entry.method != "GET";
    if (rest.empty())
        return json(200, described());
    if (writes && !permissions.contains("pull_requests")) {
        auto answer = message(403, "Resource not accessible by personal access token");
        answer.headers["x-accepted-github-permissions"] = "pull_requests=write";
        return answer;
    }
    if (auto said = conversation.answer(entry.method, rest, entry.query, entry.body))
        return json(writes ? 201 : 200, *said);
    if (rest.starts_with("/pulls/") && rest.find('/', 7) == std::string::npos)
        return one(std::stoul(rest.substr(7)), entry.body);
    if (rest == "/pulls")
        return writes ? open(entry.body) : list(entry.query);
    if (writes && rest == "/labels")
        return make_label(entry.body);
    if (rest.starts_with("/labels/"))
        return label(base::percent_decoded(rest.substr(8)).value_or(""));
    if (writes && rest.starts_with("/issues/") && rest.ends_with("/labels"))
        return put_labels(std::stoul(rest.substr(8)), entry.body);
    if (writes && rest.starts_with("/pulls/") && rest.ends_with("/requested_reviewers"))
        return ask_reviewers(std::stoul(rest.substr(7)), entry.body);
    return message(404, "Not Found");
}

base::Value RepositoryStandIn::described() const
{
    return {
        {"id", 1296269},
        {"name", name},
        {"full_name", owner + "/" + name},
        {"owner", {{"login", owner}}},
        {"private", is_private},
        {"archived", archived},
        {"html_url", url},
        {"default_branch", "main"},
        {"permissions", {{"admin", false}, {"push", may_push}, {"pull", true}}}};
}

std::optional<std::string> RepositoryStandIn::find_branch(const std::string& branch) const
{
    if (sha_of)
        return sha_of(branch);
    const auto found = branches.find(branch);
    return found == branches.end() ? std::nullopt : std::optional(found->second);
}

std::string RepositoryStandIn::head_of(const Pull& pull) const
{
    return pull.state == "open" ? find_branch(pull.head).value_or(pull.head_sha) : pull.head_sha;
}

base::Value RepositoryStandIn::described(const Pull& pull) const
{
    auto all = base::Value::array();
    for (const auto& label : pull.labels)
        all.push_back({{"name", label}});
    auto reviewers = base::Value::array();
    for (const auto& login : pull.reviewers)
        reviewers.push_back({{"login", login}});
    auto teams = base::Value::array();
    for (const auto& slug : pull.teams)
        teams.push_back({{"slug", slug}});
    const bool merged = !pull.merge_sha.empty();
    const base::Value time = "2026-11-20T08:00:00Z";
    return {
        {"number", pull.number},
        {"html_url", url + "/pull/" + std::to_string(pull.number)},
        {"title", pull.title},
        {"body", pull.body},
        {"state", pull.state},
        {"draft", pull.draft},
        {"user", {{"login", "groundwork[bot]"}}},
        {"labels", all},
        {"requested_reviewers", reviewers},
        {"requested_teams", teams},
        {"created_at", time},
        {"closed_at", pull.state == "open" ? base::Value(nullptr) : time},
        {"merged_at", merged ? time : base::Value(nullptr)},
        {"merge_commit_sha", merged ? pull.merge_sha : std::string(40, 'f')},
        {"head", {{"ref", pull.head}, {"sha", head_of(pull)}, {"repo", {{"full_name", owner + "/" + name}}}}},
        {"base",
         {{"ref", pull.base}, {"sha", find_branch(pull.base).value_or("")}, {"repo", {{"id", 1296269}}}}}};
}

base::HttpAnswer RepositoryStandIn::list(const std::string& query) const
{
    const auto head = parameter(query, "head");
    auto found = base::Value::array();
    for (const auto& pull : pulls_)
        if ((head.empty() || head == owner + ":" + pull.head) &&
            (parameter(query, "state") == "all" || pull.state == "open"))
            found.push_back(described(pull));
    return json(200, found);
}

base::HttpAnswer RepositoryStandIn::one(std::size_t number, const base::Value& body)
{
    if (number == 0 || number > pulls_.size())
        return message(404, "Not Found");
    auto& pull = pulls_.at(number - 1);
    if (body.is_object()) {
        pull.title = body.value("title", pull.title);
        pull.body = body.value("body", pull.body);
        pull.head_sha = head_of(pull);
        pull.state = body.value("state", pull.state);
    }
    auto shown = described(pull);
    if (const auto state = base::write_json(shown) + conversation.said(pull.number); state != pull.seen_as) {
        pull.seen_as = state;
        pull.updated_at = now();
    }
    shown["updated_at"] = base::to_rfc3339(pull.updated_at).substr(0, 19) + "Z";
    shown["merged"] = !pull.merge_sha.empty();
    return json(200, shown);
}

base::HttpAnswer RepositoryStandIn::open(const base::Value& body)
{
    const std::string head = body.at("head");
    const std::string base = body.at("base");
    const auto sha = find_branch(head);
    const auto base_sha = find_branch(base);
    const base::Value about{{"resource", "PullRequest"}};
    const auto custom = [&](const std::string& text) {
        auto error = about;
        error["code"] = "custom";
        error["message"] = text;
        return invalid(error);
    };
    if (!sha || !base_sha) {
        auto error = about;
        error["field"] = sha ? "base" : "head";
        error["code"] = "invalid";
        return invalid(error);
    }
    if (sha == base_sha)
        return custom("No commits between " + base + " and " + head);
    for (const auto& pull : pulls_)
        if (pull.head == head && pull.base == base && pull.state == "open")
            return custom("A pull request already exists for " + owner + ":" + head + ".");
    pulls_.push_back(
        {static_cast<std::int64_t>(pulls_.size()) + 1,
         body.at("title"),
         body.value("body", ""),
         head,
         base,
         *sha,
         "open"}
    );
    pulls_.back().draft = body.value("draft", false);
    return json(201, described(pulls_.back()));
}

base::HttpAnswer RepositoryStandIn::label(const std::string& label) const
{
    return labels.contains(label) ? json(200, {{"name", label}}) : message(404, "Not Found");
}

base::HttpAnswer RepositoryStandIn::make_label(const base::Value& body)
{
    const std::string label = body.at("name");
    if (!labels.insert(label).second)
        return invalid({{"resource", "Label"}, {"code", "already_exists"}, {"field", "name"}});
    return json(201, {{"name", label}});
}

base::HttpAnswer RepositoryStandIn::put_labels(std::size_t number, const base::Value& body)
{
    auto& pull = pulls_.at(number - 1);
    auto all = base::Value::array();
    for (const std::string label : body.at("labels")) {
        labels.insert(label);
        if (std::find(pull.labels.begin(), pull.labels.end(), label) == pull.labels.end())
            pull.labels.push_back(label);
    }
    for (const auto& label : pull.labels)
        all.push_back({{"name", label}});
    return json(200, all);
}

base::HttpAnswer RepositoryStandIn::ask_reviewers(std::size_t number, const base::Value& body)
{
    auto& pull = pulls_.at(number - 1);
    const std::vector<std::string> people = body.value("reviewers", base::Value::array());
    const std::vector<std::string> teams = body.value("team_reviewers", base::Value::array());
    if (std::find(people.begin(), people.end(), "nobody") != people.end())
        return message(422, "Reviews may only be requested from collaborators.");
    if (std::find(teams.begin(), teams.end(), "hidden") != teams.end())
        return invalid("Could not resolve to a node with the global id of 'T_kwDOAB'.");
    pull.reviewers.insert(pull.reviewers.end(), people.begin(), people.end());
    pull.teams.insert(pull.teams.end(), teams.begin(), teams.end());
    return json(201, described(pull));
}

}  // namespace support
