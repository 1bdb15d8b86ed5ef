#include "support/conversation_stand_in.h"

#include "base/text.h"

namespace support {
namespace {

base::Value page_of(const std::vector<base::Value>& all, const std::string& query)
{
    const auto number = [&](const std::string& name) {
        for (const auto& part : base::split(query, '&'))
            if (part.starts_with(name + "="))
                return std::stoul(part.substr(name.size() + 1));
        return 1UL;
    };
    auto page = base::Value::array();
    const auto size = number("per_page");
    for (auto i = (number("page") - 1) * size; i < all.size() && page.size() < size; ++i)
        page.push_back(all[i]);
    return page;
}

base::Value listed(const std::string& name, const base::Value& all, const std::string& query)
{
    return {{"total_count", all.size()}, {name, page_of(all, query)}};
}

}  // namespace

void ConversationStandIn::comment(const std::string& author, const std::string& body, std::int64_t number)
{
    comments_[number].push_back(
        {{"id", next_id_++},
         {"user", {{"login", author}}},
         {"body", body},
         {"created_at", "2026-11-20T09:00:00Z"}}
    );
}

const std::vector<base::Value>& ConversationStandIn::comments(std::int64_t number) const
{
    static const std::vector<base::Value> none;
    const auto found = comments_.find(number);
    return found == comments_.end() ? none : found->second;
}

std::string ConversationStandIn::said(std::int64_t number) const
{
    return base::write_json({{"comments", comments(number)}, {"reviews", described_reviews()}});
}

std::optional<base::Value> ConversationStandIn::answer(
    const std::string& method, const std::string& rest, const std::string& query, const base::Value& body
)
{
    const auto parts = base::split(rest, '/');
    if (rest == "/actions/runs")
        return listed("workflow_runs", workflow_runs, query);
    if (parts.size() != 4)
        return std::nullopt;
    if (parts[1] == "issues" && parts[3] == "comments") {
        const auto number = std::stol(parts[2]);
        if (method == "POST")
            comment("groundwork[bot]", body.at("body"), number);
        return method == "POST" ? comments(number).back() : page_of(comments(number), query);
    }
    if (parts[1] == "pulls" && parts[3] == "reviews")
        return page_of(described_reviews(), query);
    if (parts[1] == "commits" && parts[3] == "check-runs")
        return listed("check_runs", check_runs, query);
    if (parts[1] == "commits" && parts[3] == "status")
        return listed("statuses", statuses, query);
    if (parts[1] == "collaborators" && parts[3] == "permission" && permissions.contains(parts[2]))
        return base::Value{{"permission", permissions.at(parts[2])}};
    return std::nullopt;
}

std::vector<base::Value> ConversationStandIn::described_reviews() const
{
    std::vector<base::Value> all;
    for (const auto& review : reviews)
        all.push_back(
            {{"user", {{"login", review.author}}},
             {"state", review.state},
             {"author_association", review.association}}
        );
    return all;
}

}  // namespace support
