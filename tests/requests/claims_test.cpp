#include "forge/local.h"
#include "requests/claims.h"
#include "requests/store.h"
#include "requests/tables.h"
#include "support/error_of.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace requests {
namespace {

const std::string logs = "terraform/dev/s3/logs";

class Claims : public testing::Test {
protected:
    Claims()
    {
        db::migrate(*database_, tables);
        database_->write([&](db::Transaction& tx) {
            for (const std::string id : {"req-1", "req-2", "req-3"}) {
                Document document;
                document.request_id = id;
                document.submission.requester = "jane";
                document.submission.request = "a bucket";
                insert(tx, hub_, document);
            }
        });
    }

    forge::Target target(const std::string& name, const std::string& repository)
    {
        return {name, forge_, nullptr, "", repository};
    }

    void claim(const std::string& request, const std::string& path)
    {
        database_->write([&](db::Transaction& tx) { claim_paths(tx, request, {path}); });
    }

    std::vector<std::string> paths()
    {
        std::vector<std::string> paths;
        database_->read([&](db::Transaction& tx) {
            for (const auto& row : tx.query("SELECT path FROM claimed_paths ORDER BY path"))
                paths.push_back(row.text(0));
        });
        return paths;
    }

    void start()
    {
        database_->write([&](db::Transaction& tx) { claim_by_repository(tx, targets_); });
    }

    support::TemporaryFolder folder_;
    base::ManualClock clock_;
    std::unique_ptr<db::Database> database_ = db::open_sqlite_in_memory(clock_);
    std::string place(const std::string& target) const
    {
        return claim_of(targets_.get(target, "").address, logs);
    }

    events::Hub hub_;
    forge::Local forge_{
        *database_,
        git::Repository::open_or_create(
            (folder_.path() / "bare.git").string(), "main", {{"README.md", "x\n"}}, {"G", "g@localhost", {}}
        ),
        {"main", "bare.git", [] { return std::string("http://localhost"); }}};
    forge::Targets targets_{
        target("default", "https://github.test/acme/infra"),
        {{{"payments"}, {}, target("payments", "https://github.test/Acme/infra")},
         {{"search"}, {}, target("search", "https://github.test/acme/search")}}};
};

TEST_F(Claims, OfTwoRulesForOneRepositoryAreOnePlace)
{
    claim("req-1", place("default"));
    claim("req-2", place("search"));
    const auto error = error_of([&] { claim("req-3", place("payments")); });
    EXPECT_EQ(error.code, base::Code::conflict);
    EXPECT_THAT(error.message, testing::StartsWith(logs));
    EXPECT_EQ(claim_of("", logs), logs);
}

TEST_F(Claims, OfAnOlderVersionAreKept)
{
    claim("req-1", logs);
    claim("req-2", "search: " + logs);
    claim("req-2", "gone: " + logs);
    for (int starts = 0; starts < 2; ++starts) {
        start();
        EXPECT_THAT(
            paths(),
            testing::UnorderedElementsAre(
                "https://github.test/acme/infra: " + logs,
                "https://github.test/acme/search: " + logs,
                "gone: " + logs
            )
        );
    }
    EXPECT_EQ(error_of([&] { claim("req-3", place("payments")); }).code, base::Code::conflict);
}

TEST_F(Claims, OfAnOlderVersionThatWereTwoForOnePlaceBecomeOne)
{
    claim("req-1", logs);
    claim("req-2", "payments: " + logs);
    start();
    EXPECT_THAT(paths(), testing::Contains("https://github.test/acme/infra: " + logs));
    EXPECT_EQ(error_of([&] { claim("req-3", place("default")); }).code, base::Code::conflict);
}

}  // namespace
}  // namespace requests
