#pragma once

#include "forge/local.h"
#include "jobs/runner.h"
#include "llm/offline.h"
#include "requests/claims.h"
#include "requests/commands.h"
#include "requests/follow.h"
#include "requests/tables.h"
#include "support/error_of.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace requests {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// A host with one pull request, its people, and what we did there.
class Host final : public forge::Conversation {
public:
    forge::Progress look(std::int64_t) override
    {
        ++looks;
        during_look();
        begin("look");
        return progress;
    }

    std::vector<forge::Comment> comments(std::int64_t, std::int64_t after) override
    {
        begin("comments");
        std::vector<forge::Comment> some;
        for (const auto& comment : all)
            if (comment.id > after)
                some.push_back(comment);
        return some;
    }

    bool may_write(const std::string& person) override
    {
        begin("may_write");
        return writers.contains(person);
    }

    void say(std::int64_t, const std::string& text) override
    {
        begin("say");
        write("groundwork[bot]", text);
        said.push_back(text);
        end();
    }

    std::string amend(const forge::Branch& branch) override
    {
        begin("amend");
        commits.insert_or_assign(branch.message, branch);
        end();
        return std::string(40, 'c');
    }

    bool is_amended(const forge::Branch& branch, const std::string& sha) override
    {
        return commits.contains(branch.message) && sha == std::string(40, 'c');
    }

    void retell(std::int64_t, const forge::Proposal& proposal) override
    {
        begin("retell");
        told = proposal;
        ++retold;
        end();
    }

    void close(std::int64_t) override
    {
        begin("close");
        progress.state = "closed";
        end();
    }

    void write(const std::string& author, const std::string& body)
    {
        all.push_back({static_cast<std::int64_t>(all.size()) + 1, author, body, {}});
    }

    /// Without a call's name: every call.
    void refuse(base::Code code, const std::string& message, const std::string& call = "")
    {
        refusals.insert_or_assign(call, base::Error(code, message));
    }

    forge::Progress progress;
    std::set<std::string> writers{"maintainer"};
    std::vector<forge::Comment> all;
    std::vector<std::string> said;
    std::map<std::string, forge::Branch> commits;  ///< by message: the same commit again is the same
    forge::Proposal told;
    int retold = 0;
    int looks = 0;
    std::function<void()> during_look = [] {};
    std::map<std::string, base::Error> refusals;  ///< by the call's name
    std::function<void(const std::string& call)> before = [](const std::string&) {};
    std::function<bool()> cut = [] { return false; };

private:
    void begin(const std::string& call) const
    {
        before(call);
        for (const auto& name : {std::string(), call})
            if (const auto found = refusals.find(name); found != refusals.end())
                throw found->second;
        end();
    }

    void end() const
    {
        if (cut())
            throw base::Error(base::Code::unavailable, "The connection broke.");
    }
};

class Follow : public testing::Test {
protected:
    Follow()
    {
        db::migrate(*database_, tables);
        means_.opened = [this](db::Transaction& tx, const Document& document) {
            host_.progress.branch = document.branch;
            start_following(tx, runner_, follow_, document);
        };
        runner_.add(provision_);
        runner_.add(follow_);
        id_ = ask("production Postgres for the payments API with 200 GB");
        EXPECT_EQ(request().status, Status::completed) << request().error.value_or("");
    }

    static catalog::Catalog& catalog()
    {
        static auto loaded =
            catalog::Catalog::load({PROJECT_DIR "/templates/terraform", PROJECT_DIR "/config"});
        return loaded;
    }

    static llm::Offline& model()
    {
        static llm::Offline offline(catalog());
        return offline;
    }

    std::string ask(const std::string& words)
    {
        Submission submission;
        submission.request = words;
        submission.requester = "jane";
        auto id = database_->write([&](db::Transaction& tx) {
            return submit(tx, {hub_, runner_, provision_}, submission, "jane");
        });
        runner_.run_until_idle();
        return id;
    }

    Request request()
    {
        return database_->read([&](db::Transaction& tx) { return get(tx, id_); });
    }

    std::vector<std::string> kinds()
    {
        std::vector<std::string> kinds;
        database_->read([&](db::Transaction& tx) {
            for (const auto& event : events::list(tx, subject_of(id_)))
                if (event.kind != "request.status")
                    kinds.push_back(event.kind.substr(8));
        });
        kinds.erase(kinds.begin(), kinds.begin() + 3);  // queued, completed, the first look
        return kinds;
    }

    /// How often it was told.
    auto count(const std::string& kind)
    {
        const auto all = kinds();
        return std::count(all.begin(), all.end(), kind);
    }

    bool holds()
    {
        return database_->read([&](db::Transaction& tx) { return holds_paths(tx, id_); });
    }

    bool signal()
    {
        return database_->write([&](db::Transaction& tx) { return look_again(tx, runner_, id_); });
    }

    /// As after a webhook, and as long as another one would not be heeded.
    void wake()
    {
        EXPECT_TRUE(signal());
        pass(seconds(0));
        pass(follow_means_.between_wakes);
    }

    void say(const std::string& author, const std::string& body)
    {
        host_.write(author, body);
        wake();
    }

    void pass(std::chrono::microseconds time)
    {
        clock_.advance(time);
        runner_.run_until_idle();
    }

    base::Value parameter(const std::string& name)
    {
        return request().outcome.at("resources")[0].at("parameters").at(name);
    }

    support::TemporaryFolder folder_;
    base::ManualClock clock_;
    base::Metrics metrics_;
    std::unique_ptr<db::Database> database_ = db::open_sqlite_in_memory(clock_);
    events::Hub hub_;
    catalog::Catalog& catalog_ = catalog();
    llm::Offline& model_ = model();
    forge::Local forge_{
        *database_,
        git::Repository::open_or_create(
            (folder_.path() / "bare.git").string(), "main", {{"README.md", "x\n"}}, {"G", "g@localhost", {}}
        ),
        {"main", "bare.git", [] { return std::string("http://localhost"); }}};
    Host host_;
    forge::Targets targets_{
        {.name = "default",
         .forge = forge_,
         .conversation = &host_,
         .address = "https://github.com/acme/infra"},
        {}};
    Means means_{catalog_, model_, targets_, *database_, hub_, metrics_};
    FollowMeans follow_means_{means_};
    jobs::Workflow provision_ = provision_workflow(means_);
    jobs::Workflow follow_ = follow_workflow(follow_means_);
    jobs::Runner runner_{*database_, clock_, metrics_, {}};
    std::string id_;
};

}  // namespace requests
