#include "base/files.h"
#include "base/guarded.h"
#include "base/process.h"
#include "http/server.h"
#include "support/pseudo_terminal.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>

#include <fstream>

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const std::string right_key = "sk-ant-planted-right";
const std::string wrong_key = "sk-ant-planted-wrong";
const std::string hidden_prompt = "new (hidden): ";
const std::string prompt = "new: ";

/// Claude on a real socket, which knows one key.
class StandIn {
public:
    std::string address() const { return "http://127.0.0.1:" + std::to_string(server_.port()); }
    std::vector<std::string> asked() const
    {
        return asked_.with([](const auto& keys) { return keys; });
    }

private:
    http::Response answer(const http::Request& request)
    {
        const auto& key = request.header("x-api-key");
        asked_.with([&](auto& keys) { keys.push_back(request.path + " " + key); });
        if (key != right_key)
            return {401, "application/json", R"({"error": {"message": ")" + key + R"( is wrong"}})"};
        return {200, "application/json", R"({"data": []})"};
    }

    base::Guarded<std::vector<std::string>> asked_;
    http::Server server_{
        {},
        [this](const http::Request& request) { return answer(request); },
        [](int status) { return http::Response{status}; }};
};

/// The real program in a folder of its own.
class Configure : public testing::Test {
protected:
    support::PseudoTerminal at_a_terminal()
    {
        return {{GROUNDWORK_BINARY, "configure"}, environment(), folder_.path()};
    }

    std::map<std::string, std::string> environment() const
    {
        return {
            {"PATH", "/usr/bin:/bin"},
            {"LANG", "C.UTF-8"},
            {"ANTHROPIC_BASE_URL", claude.address()},
            {"CATALOG_PATH", PROJECT_DIR "/templates/terraform"},
            {"GROUNDWORK_CONFIG_DIR", PROJECT_DIR "/config"},
            {"GROUNDWORK_PROMPTS", PROJECT_DIR "/prompts"},
            {"GROUNDWORK_DATA_DIR", (folder_.path() / "data").string()}};
    }

    base::Finished groundwork(const std::string& command) const
    {
        return base::run(
            {{GROUNDWORK_BINARY, command},
             environment(),
             folder_.path().string(),
             "",
             std::chrono::minutes(1)}
        );
    }

    /// Enter at every further question.
    static void keep_the_rest(support::PseudoTerminal& terminal)
    {
        for (auto shown = terminal.first_of({prompt, hidden_prompt, "written to", "stays as it is"});
             shown == prompt || shown == hidden_prompt;
             shown = terminal.first_of({prompt, hidden_prompt, "written to", "stays as it is"}))
            terminal.type("\n");
    }

    std::filesystem::path dotenv() const { return folder_.path() / ".env"; }
    std::vector<std::string> files() const
    {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(folder_.path()))
            names.push_back(entry.path().filename());
        return names;
    }

    StandIn claude;

private:
    support::TemporaryFolder folder_;
};

TEST_F(Configure, AsksForAKeyUnseenTriesItAndWritesIt)
{
    const std::string before =
        "# mine\nLOG_LEVEL=warn\n\nANTHROPIC_API_KEY=old # no comment\n  OTHER = 'x'\n#end";
    std::ofstream(dotenv()) << before;
    std::filesystem::permissions(dotenv(), std::filesystem::perms(0644));

    auto terminal = at_a_terminal();
    terminal.wait_for(hidden_prompt);
    EXPECT_FALSE(terminal.echoes());
    terminal.type(wrong_key + "\n");
    terminal.wait_for(prompt);
    EXPECT_TRUE(terminal.echoes());
    terminal.type("\n");
    terminal.wait_for("Claude does not accept the key. Set ANTHROPIC_API_KEY to a valid one.");
    terminal.wait_for("as it was: ");
    terminal.type("t\n");
    terminal.wait_for(hidden_prompt);
    EXPECT_FALSE(terminal.echoes());
    terminal.type(right_key + "\n");
    terminal.wait_for(prompt);
    terminal.type("\n");
    terminal.wait_for("Claude accepts the key.");
    keep_the_rest(terminal);
    EXPECT_EQ(terminal.exit_code(), 0) << terminal.screen();
    EXPECT_TRUE(terminal.echoes());

    EXPECT_THAT(terminal.screen(), Not(HasSubstr("planted")));
    EXPECT_THAT(terminal.screen(), Not(HasSubstr("no comment")));
    EXPECT_THAT(claude.asked(), ElementsAre("/v1/models " + wrong_key, "/v1/models " + right_key));
    EXPECT_EQ(
        base::read_file(dotenv()),
        "# mine\nLOG_LEVEL=warn\n\nANTHROPIC_API_KEY=" + right_key + "\n  OTHER = 'x'\n#end"
    );
    EXPECT_EQ(std::filesystem::status(dotenv()).permissions(), std::filesystem::perms(0600));
    EXPECT_THAT(files(), ElementsAre(".env"));
    EXPECT_THAT(groundwork("config").output, testing::ContainsRegex("ANTHROPIC_API_KEY +\\*+ +\\.env"));
}

TEST_F(Configure, MakesTheFileWhereThereIsNone)
{
    auto terminal = at_a_terminal();
    terminal.wait_for(hidden_prompt);
    terminal.type(right_key + "\n");
    keep_the_rest(terminal);
    EXPECT_EQ(terminal.exit_code(), 0) << terminal.screen();
    EXPECT_THAT(terminal.screen(), HasSubstr("written to " + dotenv().string()));
    EXPECT_EQ(base::read_file(dotenv()), "ANTHROPIC_API_KEY=" + right_key + "\n");
    EXPECT_EQ(std::filesystem::status(dotenv()).permissions(), std::filesystem::perms(0600));
}

TEST_F(Configure, WritesToTheFileThatALinkNames)
{
    const auto kept = dotenv().parent_path() / "kept";
    std::ofstream(kept) << "LOG_LEVEL=warn\n";
    std::filesystem::create_symlink("kept", dotenv());
    auto terminal = at_a_terminal();
    terminal.wait_for(hidden_prompt);
    terminal.type(right_key + "\n");
    keep_the_rest(terminal);
    EXPECT_EQ(terminal.exit_code(), 0) << terminal.screen();
    EXPECT_TRUE(std::filesystem::is_symlink(dotenv()));
    EXPECT_EQ(base::read_file(kept), "LOG_LEVEL=warn\nANTHROPIC_API_KEY=" + right_key + "\n");
}

TEST_F(Configure, LeavesTheTerminalAndTheFileAsTheyWereWhenItIsEnded)
{
    struct End {
        std::string keys;
        int signal;
        int exit_code;
    };
    for (const auto& end :
         {End{"\x03", 0, 128 + SIGINT},
          End{"half a key\x03", 0, 128 + SIGINT},
          End{"", SIGTERM, 128 + SIGTERM},
          End{"", SIGHUP, 128 + SIGHUP},
          End{"\x04", 0, 2}}) {
        SCOPED_TRACE(end.exit_code);
        auto terminal = at_a_terminal();
        terminal.wait_for(hidden_prompt);
        EXPECT_FALSE(terminal.echoes());
        if (end.signal != 0)
            terminal.send(end.signal);
        else
            terminal.type(end.keys);
        EXPECT_EQ(terminal.exit_code(), end.exit_code) << terminal.screen();
        EXPECT_TRUE(terminal.echoes());
        EXPECT_THAT(terminal.screen(), Not(HasSubstr("half a key")));
        EXPECT_THAT(files(), ElementsAre());
    }
}

TEST_F(Configure, RefusesWithoutATerminalAndSaysWhatToSet)
{
    const auto refused = groundwork("configure");
    EXPECT_EQ(refused.exit_code, 2);
    EXPECT_THAT(refused.errors, HasSubstr("ANTHROPIC_API_KEY, ANTHROPIC_MODEL, AZURE_OPENAI_ENDPOINT"));
    EXPECT_THAT(refused.errors, HasSubstr("DEFAULT_ENVIRONMENT"));
    EXPECT_THAT(files(), ElementsAre());
}

}  // namespace
