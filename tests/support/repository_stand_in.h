#pragma once

#include "base/clock.h"
#include "base/network.h"
#include "base/value.h"
#include "support/conversation_stand_in.h"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace support {

/// One repository as GitHub's REST API shows and changes it.
class RepositoryStandIn {
public:
    struct Pull {
        std::int64_t number;
        std::string title, body, head, base, head_sha, state;
        std::vector<std::string> labels = {};
        std::vector<std::string> reviewers = {};
        std::vector<std::string> teams = {};
        bool draft = false;
        std::string merge_sha = "";
        std::string seen_as = "";  ///< how it was when it was last shown, with what people said
        base::Time updated_at{};
    };

    struct Entry {
        std::string method;
        std::string path;
        std::string query;
        base::Value body;
        int status;
        std::string answer = {};
        bool scripted = false;  ///< the answer is a test's, and not what GitHub says
    };

    std::string owner = "acme";
    std::string name = "infra";
    std::string former_name = "before";  ///< calls to it are sent to where the repository is now
    std::string url = "https://github.test/acme/infra";
    bool is_private = true;
    bool archived = false;
    bool may_push = true;
    std::set<std::string> labels;
    std::map<std::string, std::string> branches{{"main", std::string(40, 'a')}};  ///< name → SHA
    /// Another way to know a branch's SHA: of a repository that git wrote.
    std::function<std::optional<std::string>(const std::string&)> sha_of;
    ConversationStandIn conversation;

    virtual ~RepositoryStandIn();
    /// GitHub's own clock.
    virtual base::Time now() const = 0;

protected:
    static base::HttpAnswer json(int status, const base::Value& body);
    static base::HttpAnswer message(int status, const std::string& text);
    static base::HttpAnswer invalid(const base::Value& error);

    /// What comes behind the repository in a path: by its name, or by its number.
    std::optional<std::string> rest_of(const std::string& path) const;

    base::HttpAnswer of_repository(const Entry& entry, const std::set<std::string>& permissions);
    base::Value described() const;
    std::optional<std::string> find_branch(const std::string& branch) const;

    /// Follows the branch while the pull request is open; then it stays.
    std::string head_of(const Pull& pull) const;
    base::Value described(const Pull& pull) const;
    base::HttpAnswer list(const std::string& query) const;

    /// Shows a pull request, after what the body changes.
    base::HttpAnswer one(std::size_t number, const base::Value& body);
    base::HttpAnswer open(const base::Value& body);
    base::HttpAnswer label(const std::string& label) const;
    base::HttpAnswer make_label(const base::Value& body);
    base::HttpAnswer put_labels(std::size_t number, const base::Value& body);
    base::HttpAnswer ask_reviewers(std::size_t number, const base::Value& body);

    const std::string number_path = "/repositories/1296269";
    std::vector<Pull> pulls_;
};

}  // namespace support
