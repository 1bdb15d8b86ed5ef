#pragma once

#include "base/clock.h"
#include "base/network.h"
#include "base/value.h"
#include "support/repository_stand_in.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace support {

/// What GitHub's REST API does for one repository, with a ledger of every call. It is reached by sockets
/// (GitHubPeer) or within the process (StandInNetwork). Thread-safe; the public members are set before the
/// first call.
class GitHubStandIn : public RepositoryStandIn {
public:
    struct Token {
        std::set<std::string> permissions = {"pull_requests"};
        std::optional<std::string> scopes = std::nullopt;  ///< set: a classic token
    };

    /// What happens to the calls that match, in place of or after what GitHub does.
    struct Script {
        std::string method = "";  ///< empty: any
        std::string path = "";    ///< a part of the path; empty: any
        bool applies = false;     ///< GitHub does what was asked, before the rest happens
        int status = 0;           ///< 0: the answer is GitHub's
        std::string body = "{}";
        std::map<std::string, std::string> headers = {};
        bool drops = false;                             ///< the connection ends without an answer
        std::optional<std::size_t> cut = std::nullopt;  ///< … after so many bytes of the body
        std::chrono::milliseconds delay{0};
        int times = 1;
        int skips = 0;                                     ///< so many that match go by before
        std::function<bool(const Entry&)> fits = nullptr;  ///< what else a call that matches must be
        std::function<void()> also = nullptr;              ///< what happens then, before anything is answered
    };

    struct Reply {
        base::HttpAnswer answer;
        bool drops = false;
        std::optional<std::size_t> cut = std::nullopt;
        std::chrono::milliseconds delay{0};
        std::function<void()> also = nullptr;
    };

    explicit GitHubStandIn(const base::Clock& clock, const std::string& repository = "infra");
    GitHubStandIn(const GitHubStandIn&) = delete;
    GitHubStandIn& operator=(const GitHubStandIn&) = delete;
    ~GitHubStandIn();

    std::map<std::string, Token> tokens{{"github_pat_planted", {}}};
    std::chrono::seconds ahead{0};  ///< of Groundwork's clock
    std::string below;              ///< where its calls are; /api/v3 on an Enterprise server
    bool keeps_limits = false;      ///< answers 403 where its limits are passed
    /// What else GitHub answers, such as an App's calls. Nullopt: it is none of these.
    std::function<std::optional<base::HttpAnswer>(const base::HttpRequest&, const std::string& path)> more;

    void script(Script script);
    /// What has not happened until now will not.
    void forget_scripts();
    std::vector<Entry> ledger() const;
    std::vector<Pull> pulls() const;
    void comment(const std::string& author, const std::string& body, std::int64_t number = 1);
    /// Waits for a comment by Groundwork on this pull request that holds the text.
    bool
    hears(std::int64_t number, const std::string& text, std::chrono::seconds time = std::chrono::minutes(2));
    /// Groundwork's comments on it.
    std::ptrdiff_t answers(std::int64_t number) const;
    /// Somebody deletes them all.
    void forget_labels();
    void end(std::int64_t number, const std::string& merge_sha);
    std::size_t count(const std::string& method, const std::string& path_part) const;

    base::Time now() const override { return clock_.now() + ahead; }

    /// `request.url` from the path on. Header names in lower case.
    Reply take(const base::HttpRequest& request);

private:
    Reply noted(const base::HttpRequest& request);
    std::ptrdiff_t answered(std::int64_t number, const std::string& text) const;
    std::string date() const;
    Reply spoilt(const base::HttpRequest& request, Entry& entry);
    base::HttpAnswer real(const base::HttpRequest& request, const Entry& entry);

    /// GitHub's own words: a second between two changes, 80 of them a minute and 500 an hour, and 900 points
    /// a minute, of which a change is five.
    bool within_secondary_limits(bool writes);

    /// The primary limit: 5,000 calls an hour, without those that bring nothing new.
    base::HttpAnswer counted(base::HttpAnswer answer);

    /// For the judge of calls and answers (tests/github), which holds them against GitHub's own description.
    void write_ledger();

    const base::Clock& clock_;
    mutable std::mutex mutex_;
    std::condition_variable called_;
    std::deque<Script> scripts_;
    std::vector<Entry> ledger_;
    std::deque<base::Time> writes_;
    std::deque<base::Time> points_;
    base::Time hour_ends_{};
    int used_ = 0;
};

/// Within the process: for many runs that are each the same every time.
class StandInNetwork final : public base::Network {
public:
    explicit StandInNetwork(GitHubStandIn& github) : github_(github) {}

    base::HttpAnswer send(const base::HttpRequest& request) override;

private:
    GitHubStandIn& github_;
};

}  // namespace support
