#include "server/values.h"
#include "support/running_app.h"

#include <gtest/gtest.h>

namespace {

TEST(AddressOf, IsOneThatCanBeOpened)
{
    const auto address = [](const std::string& text) {
        return server::address_of(server::read_listen(text), 8000);
    };
    EXPECT_EQ(address("0.0.0.0:80"), "http://127.0.0.1:8000");
    EXPECT_EQ(address("[::]:80"), "http://[::1]:8000");
    EXPECT_EQ(address("127.0.0.1:0"), "http://127.0.0.1:8000");
    EXPECT_EQ(address("groundwork.internal:80"), "http://groundwork.internal:8000");
}

TEST(AddressOf, AnswersWhereTheServerListensEverywhere)
{
    support::RunningApp app(support::RunningApp::Flags{{"listen", "0.0.0.0:0"}, {"auth", "token"}});
    EXPECT_TRUE(app.address().starts_with("http://127.0.0.1:")) << app.address();
    EXPECT_EQ(app.get("/").status, 200);
}

}  // namespace
