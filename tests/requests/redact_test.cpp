#include "requests/redact.h"

#include <gtest/gtest.h>

namespace {

using requests::redacted;

TEST(Redaction, ReplacesTheTokensOfKnownMakers)
{
    for (const auto* token :
         {"AKIAIOSFODNN7EXAMPLE",
          "ghp_0123456789abcdefghijABCDEFGHIJ012345",
          "github_pat_11ABCDEFG0abcdefghijkl",
          "sk-ant-api03-abcdefghijklmnop",
          "xoxb-123456789012-abcdefghij",
          "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N"}) {
        EXPECT_EQ(redacted(std::string("use ") + token + " for it"), "use [redacted] for it") << token;
        EXPECT_EQ(redacted(std::string("(") + token + ")"), "([redacted])") << token;
    }
}

TEST(Redaction, ReplacesWhatFollowsALabel)
{
    EXPECT_EQ(
        redacted("a database with password: hunter2, please"), "a database with password: [redacted], please"
    );
    EXPECT_EQ(redacted("SECRET=abc"), "SECRET=[redacted]");
    EXPECT_EQ(redacted("token = 'abc def'"), "token = '[redacted] def'");
}

TEST(Redaction, ReplacesPemBlocksWhole)
{
    EXPECT_EQ(
        redacted("key -----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----- end"),
        "key [redacted] end"
    );
    EXPECT_EQ(redacted("-----BEGIN EC PRIVATE KEY-----\nnever closed"), "[redacted]");
}

TEST(Redaction, LeavesOrdinaryWordsAlone)
{
    for (const auto* words :
         {"a Postgres for the password service",
          "an SQS queue for token refresh events",
          "bucket named task-runner-exports",
          "staging S3 bucket for logs",
          "a secret store for sk-8"})
        EXPECT_EQ(redacted(words), words);
}

}  // namespace
