#pragma once

#include "base/value.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace support {

/// What people and checks say about pull requests, as GitHub's REST API shows it: the paths below a
/// repository that are about comments, reviews, checks and who may write.
class ConversationStandIn {
public:
    struct Review {
        std::string author;
        std::string state;  ///< APPROVED, CHANGES_REQUESTED, COMMENTED, DISMISSED
        std::string association = "MEMBER";
    };

    std::map<std::string, std::string> permissions{
        {"maintainer", "write"}, {"owner", "admin"}, {"reader", "read"}, {"ann", "write"}, {"bob", "write"}};
    std::vector<Review> reviews;
    base::Value check_runs = base::Value::array();
    base::Value statuses = base::Value::array();
    base::Value workflow_runs = base::Value::array();

    /// On the pull request of this number.
    void comment(const std::string& author, const std::string& body, std::int64_t number = 1);
    const std::vector<base::Value>& comments(std::int64_t number = 1) const;

    /// All that changes when somebody says something about the pull request.
    std::string said(std::int64_t number) const;

    /// `rest`: the path below the repository. Nullopt: it is about something else.
    std::optional<base::Value> answer(
        const std::string& method, const std::string& rest, const std::string& query, const base::Value& body
    );

private:
    std::vector<base::Value> described_reviews() const;

    std::map<std::int64_t, std::vector<base::Value>> comments_;  ///< by pull request
    std::int64_t next_id_ = 1'000;
};

}  // namespace support
