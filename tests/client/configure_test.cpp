#include "client/command_line.h"

#include <gmock/gmock.h>

namespace client {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

constexpr std::array<base::Setting, 5> table{{
    {"ANTHROPIC_API_KEY", "anthropic_api_key", "", "The key for Claude.", true},
    {"ANTHROPIC_MODEL", "anthropic_model", "claude-x", "Which Claude is asked."},
    {"GITHUB_ORG", "github_org", "", "Whose repository it is."},
    {"AZURE_OPENAI_ENDPOINT", "azure_openai_endpoint", "", "Where Azure OpenAI is asked."},
    {"DEFAULT_ENVIRONMENT", "default_environment", "dev", "The environment of a request that names none."},
}};

/// A person at a terminal who types `lines`; what is typed at a hidden prompt is taken from them, too.
class Configure : public testing::Test {
protected:
    Configure()
    {
        line.sit_at_a_terminal();
        line.surroundings.terminal.read_hidden = [this](const std::string& prompt) {
            line.output << prompt << "\n";
            std::string typed;
            hidden.push_back(prompt);
            return std::getline(line.input, typed) ? std::optional(base::Secret(typed)) : std::nullopt;
        };
        auto& local = line.surroundings.local;
        local.settings = table;
        local.configuration = [this] {
            return base::Settings::read(table, {{}, environment, dotenv, ""}).entries();
        };
        local.configuring.trials["claude"] = [this](const Choices& choices) {
            const auto key = choices.find("anthropic_api_key");
            tried.push_back(key == choices.end() ? "what is set" : key->second->reveal());
            if (tried.back() == "wrong")
                throw base::Error(base::Code::upstream, "Claude does not accept the key.", "", "detail");
        };
        local.configuring.save = [this](const Choices& choices) {
            for (const auto& [name, value] : choices)
                saved[name] = value ? value->reveal() : "(none)";
            return "/work/.env";
        };
    }

    int type(const std::string& lines)
    {
        line.input.clear();
        line.input.str(lines);
        return line.run({"configure"});
    }
    std::string shown() const { return line.output.str() + line.error.str(); }

    CommandLine line;
    std::map<std::string, std::string> environment;
    std::string dotenv;
    std::vector<std::string> hidden;
    std::vector<std::string> tried;
    std::map<std::string, std::string> saved;
};

TEST_F(Configure, AsksForKeysHiddenTriesThemAndSavesWhatWasChosen)
{
    EXPECT_EQ(type("right\n\n\nstaging\n"), 0) << shown();
    EXPECT_EQ(hidden.size(), 1U);
    EXPECT_THAT(tried, ElementsAre("right"));
    EXPECT_EQ(
        saved,
        (std::map<std::string, std::string>{
            {"anthropic_api_key", "right"}, {"default_environment", "staging"}})
    );
    for (const auto* part :
         {"ANTHROPIC_API_KEY",
          "The key for Claude.",
          "now not set",
          "now claude-x (default)",
          "Claude accepts the key.",
          "ANTHROPIC_API_KEY, DEFAULT_ENVIRONMENT written to /work/.env"})
        EXPECT_THAT(shown(), HasSubstr(part));
    EXPECT_THAT(shown(), Not(HasSubstr("right")));
}

TEST_F(Configure, AsksOnlyForWhatTheTableHasAndOnlyWhereTheFirstIsSet)
{
    EXPECT_EQ(type("\n\n\n"), 0) << shown();
    EXPECT_THAT(tried, ElementsAre());
    EXPECT_EQ(saved, (std::map<std::string, std::string>{}));
    EXPECT_THAT(shown(), Not(HasSubstr("GITHUB")));
    EXPECT_THAT(shown(), Not(HasSubstr("ANTHROPIC_MODEL")));
    EXPECT_THAT(shown(), Not(HasSubstr("AZURE_OPENAI_API_KEY")));
    EXPECT_THAT(shown(), HasSubstr("Everything stays as it is."));
}

TEST_F(Configure, ShowsWhatIsSetWithSecretsMaskedAndKeepsItOnEnter)
{
    dotenv = "ANTHROPIC_API_KEY=planted\n";
    environment["ANTHROPIC_MODEL"] = "claude-y";
    EXPECT_EQ(type("\n\n\n\n"), 0) << shown();
    EXPECT_THAT(tried, ElementsAre("what is set"));
    EXPECT_THAT(shown(), HasSubstr("now ******** (.env)"));
    EXPECT_THAT(shown(), HasSubstr("now claude-y (environment ANTHROPIC_MODEL)"));
    EXPECT_THAT(shown(), Not(HasSubstr("planted")));
    EXPECT_TRUE(saved.empty());
}

TEST_F(Configure, SaysThatTheEnvironmentWins)
{
    environment["ANTHROPIC_MODEL"] = "claude-y";
    type("right\nclaude-z\n\n\n");
    EXPECT_THAT(shown(), HasSubstr("which wins over .env"));
    EXPECT_EQ(saved["anthropic_model"], "claude-z");
}

TEST_F(Configure, TakesAValueOut)
{
    dotenv = "ANTHROPIC_API_KEY=planted\n";
    EXPECT_EQ(type("-\n\n\n"), 0) << shown();
    EXPECT_TRUE(tried.empty());
    EXPECT_EQ(saved, (std::map<std::string, std::string>{{"anthropic_api_key", "(none)"}}));
}

TEST_F(Configure, ShowsTheDefaultOfWhatWasTakenOut)
{
    dotenv = "ANTHROPIC_API_KEY=wrong\nANTHROPIC_MODEL=claude-z\n";
    EXPECT_EQ(type("wrong\n-\nt\nright\n\n\n\n"), 0) << shown();
    EXPECT_THAT(shown(), HasSubstr("now claude-z (.env)"));
    EXPECT_THAT(shown(), HasSubstr("now claude-x (default)"));
    EXPECT_EQ(saved["anthropic_model"], "(none)");
}

TEST_F(Configure, LetsAPersonTryAgainAndKeepsTheRestOfWhatTheyTyped)
{
    EXPECT_EQ(type("wrong\nclaude-z\nwhat?\nt\nright\n\n\n\n"), 0) << shown();
    EXPECT_THAT(tried, ElementsAre("wrong", "right"));
    EXPECT_THAT(shown(), HasSubstr("✗\x1b[0m Claude does not accept the key.\n"));
    EXPECT_THAT(shown(), HasSubstr("now claude-z (from just now)"));
    EXPECT_EQ(
        saved,
        (std::map<std::string, std::string>{{"anthropic_api_key", "right"}, {"anthropic_model", "claude-z"}})
    );
}

TEST_F(Configure, LetsAPersonKeepAKeyThatIsRefused)
{
    EXPECT_EQ(type("wrong\n\nk\n\n\n"), 0) << shown();
    EXPECT_EQ(saved, (std::map<std::string, std::string>{{"anthropic_api_key", "wrong"}}));
}

TEST_F(Configure, LetsAPersonSkip)
{
    EXPECT_EQ(type("wrong\n\ns\n\nprod\n"), 0) << shown();
    EXPECT_EQ(saved, (std::map<std::string, std::string>{{"default_environment", "prod"}}));
}

TEST_F(Configure, SavesNothingWhereTheInputEnds)
{
    for (const auto* typed : {"", "right\n", "right\n\n", "wrong\n\n"})
        EXPECT_EQ(type(typed), 2);
    EXPECT_THAT(shown(), HasSubstr("Nothing was written."));
    EXPECT_TRUE(saved.empty());
}

TEST_F(Configure, AsksAgainForWhatCannotBeAValue)
{
    EXPECT_EQ(type("\n\nde\x1bv\ndev\n"), 0) << shown();
    EXPECT_THAT(shown(), HasSubstr("That holds characters that no value has."));
    EXPECT_EQ(saved["default_environment"], "dev");
}

TEST_F(Configure, NamesTheVariablesWhereThereIsNoTerminal)
{
    line.surroundings.terminal.input_is_terminal = false;
    EXPECT_EQ(type(""), 2);
    EXPECT_THAT(
        line.error.str(),
        HasSubstr("ANTHROPIC_API_KEY, ANTHROPIC_MODEL, AZURE_OPENAI_ENDPOINT, DEFAULT_ENVIRONMENT.")
    );
    EXPECT_TRUE(hidden.empty());
}

}  // namespace
}  // namespace client
