#include "base/error.h"
#include "identity/schema.h"
#include "identity/tokens.h"

#include <gtest/gtest.h>

namespace {

class Tokens : public testing::Test {
protected:
    void SetUp() override
    {
        const std::vector<db::Migration> migrations{{1, "tokens", identity::schema}};
        db::migrate(*database, migrations);
    }

    template <typename Function> auto write(Function&& function)
    {
        return database->write(std::forward<Function>(function));
    }

    base::ManualClock clock;
    std::unique_ptr<db::Database> database = db::open_sqlite_in_memory(clock);
};

TEST_F(Tokens, AreFoundByTheirTextAndStoredOnlyAsHash)
{
    const auto token = write([](db::Transaction& tx) {
        return identity::create(tx, "portal", {"read", "on_behalf"}, std::nullopt);
    });
    const auto found = write([&](db::Transaction& tx) { return identity::find(tx, token.reveal()); });
    ASSERT_TRUE(found);
    EXPECT_EQ(found->name, "portal");
    EXPECT_EQ(found->scopes, (std::set<std::string>{"on_behalf", "read"}));
    const auto stored =
        write([](db::Transaction& tx) { return tx.query("SELECT hash FROM tokens").front().text(0); });
    EXPECT_EQ(stored.find(token.reveal().substr(3)), std::string::npos);
    EXPECT_EQ(token.reveal().size(), 3U + 64U);
}

TEST_F(Tokens, AreNotFoundWhenUnknownRevokedOrExpired)
{
    const auto brief = write([](db::Transaction& tx) {
        return identity::create(tx, "brief", {"read"}, std::chrono::hours(1));
    });
    const auto revoked =
        write([](db::Transaction& tx) { return identity::create(tx, "revoked", {"read"}, std::nullopt); });
    write([](db::Transaction& tx) { identity::revoke(tx, "revoked"); });
    const auto find = [&](const std::string& text) {
        return write([&](db::Transaction& tx) { return identity::find(tx, text).has_value(); });
    };
    EXPECT_TRUE(find(brief.reveal()));
    EXPECT_FALSE(find(revoked.reveal()));
    EXPECT_FALSE(find("gw_nothing"));
    clock.advance(std::chrono::hours(2));
    EXPECT_FALSE(find(brief.reveal()));
}

TEST_F(Tokens, RefuseANameTwiceAndAScopeThatDoesNotExist)
{
    write([](db::Transaction& tx) { return identity::create(tx, "one", {"read"}, std::nullopt).empty(); });
    EXPECT_THROW(
        write([](db::Transaction& tx) { return identity::create(tx, "one", {"read"}, std::nullopt).empty(); }
        ),
        base::Error
    );
    EXPECT_THROW(
        write([](db::Transaction& tx) { return identity::create(tx, "two", {"root"}, std::nullopt).empty(); }
        ),
        base::Error
    );
    EXPECT_EQ(write([](db::Transaction& tx) { return identity::list(tx).size(); }), 1U);
}

/// The name stands in commit messages.
TEST_F(Tokens, RefuseANameThatMentionsSomebodyElse)
{
    const auto create = [&](const std::string& name) {
        write([&](db::Transaction& tx) { return identity::create(tx, name, {"read"}, std::nullopt).empty(); }
        );
    };
    EXPECT_NO_THROW(create("jane@example.com"));
    for (const auto* name : {"a:@acme/team", "a/@b", "a@@b"})
        EXPECT_THROW(create(name), base::Error) << name;
}

TEST_F(Tokens, RememberTheirLastUseAtMostOnceAMinute)
{
    const auto token =
        write([](db::Transaction& tx) { return identity::create(tx, "one", {"read"}, std::nullopt); });
    const auto note = [&] {
        return write([&](db::Transaction& tx) { return identity::note_use(tx, token.reveal()); });
    };
    EXPECT_TRUE(note());
    EXPECT_FALSE(note());
    clock.advance(std::chrono::minutes(2));
    EXPECT_TRUE(note());
}

}  // namespace
