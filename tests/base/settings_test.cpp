#include "base/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using base::Settings;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::array<std::string_view, 2> level_words{"info", "error"};
constexpr std::array<base::Setting, 4> table{{
    {"GROUNDWORK_LISTEN", "listen", "127.0.0.1:8000", "Where the server listens."},
    {"GROUNDWORK_DATA_DIR", "data_dir", "./data", "Where it keeps its store."},
    {"API_KEY", "api_key", "", "The key.", true},
    {"LOG_LEVEL", "log_level", "info", "The least that is logged.", false, level_words},
}};

Settings read(Settings::Sources sources)
{
    return Settings::read(table, sources);
}

base::Error refusal_of(const Settings::Sources& sources)
{
    try {
        Settings::read(table, sources);
    } catch (const base::Error& error) {
        return error;
    }
    ADD_FAILURE() << "was taken";
    return {base::Code::internal, ""};
}

std::string read_dotenv(const std::string& line)
{
    return read({{}, {}, line, ""}).text("listen");
}

TEST(Settings, AreTakenFromTheStrongestSourceAndSayWhich)
{
    Settings::Sources sources{
        {{"listen", "flag"}},
        {{"GROUNDWORK_LISTEN", "environment"}},
        "GROUNDWORK_LISTEN=dotenv\n",
        "listen: config\n"};
    const auto expect = [&](const std::string& text, const std::string& origin) {
        const auto settings = read(sources);
        EXPECT_EQ(settings.entry("listen").text, text);
        EXPECT_EQ(settings.entry("listen").origin, origin);
    };
    expect("flag", "flag --listen");
    sources.flags.clear();
    expect("environment", "environment GROUNDWORK_LISTEN");
    sources.environment.clear();
    expect("dotenv", ".env");
    sources.dotenv.clear();
    expect("config", "config/groundwork.yaml");
    sources.config.clear();
    expect("127.0.0.1:8000", "default");
}

TEST(Settings, AreMixedFromAllSources)
{
    const auto settings = read({{{"data_dir", "d"}}, {{"API_KEY", "k"}}, "LOG_LEVEL=error", "listen: ':1'"});
    EXPECT_EQ(settings.text("data_dir"), "d");
    EXPECT_EQ(settings.entry("data_dir").origin, "flag --data-dir");
    EXPECT_EQ(settings.secret("api_key").reveal(), "k");
    EXPECT_EQ(settings.text("log_level"), "error");
    EXPECT_EQ(settings.text("listen"), ":1");
}

TEST(Settings, KeepTheOrderOfTheTable)
{
    std::vector<std::string_view> names;
    const auto settings = read({});
    for (const auto& entry : settings.entries())
        names.push_back(entry.setting->name);
    EXPECT_THAT(names, ElementsAre("listen", "data_dir", "api_key", "log_level"));
}

TEST(Settings, ThatAreEmptyAreNotSet)
{
    EXPECT_EQ(read({}).find_text("api_key"), std::nullopt);
    EXPECT_TRUE(read({}).secret("api_key").empty());
    EXPECT_EQ(read({{{"listen", ""}}, {}, "", ""}).find_text("listen"), std::nullopt);
    EXPECT_EQ(read({}).find_text("listen"), "127.0.0.1:8000");
}

TEST(Settings, AnswerAnUnknownOneWithTheNearest)
{
    EXPECT_THAT(
        refusal_of({{{"lisen", "x"}}, {}, "", ""}).message, HasSubstr("lisen (flag); did you mean listen?")
    );
    EXPECT_THAT(
        refusal_of({{}, {}, "GROUNDWORK_LISTN=x", ""}).message,
        HasSubstr("GROUNDWORK_LISTN (.env); did you mean GROUNDWORK_LISTEN?")
    );
    const auto error = refusal_of({{}, {}, "", "data-dir: x"});
    EXPECT_THAT(error.message, HasSubstr("did you mean data_dir?"));
    EXPECT_EQ(error.code, base::Code::invalid);
    EXPECT_EQ(error.pointer, "/data-dir");
    EXPECT_THAT(
        refusal_of({{}, {}, "", "colour: x"}).message, HasSubstr("`groundwork config` lists them all")
    );
}

TEST(Settings, LeaveOtherProgramsVariablesAlone)
{
    EXPECT_NO_THROW(read({{}, {{"GROUNDWORK_UNHEARD_OF", "x"}, {"LISTEN", "x"}}, "POSTGRES_PASSWORD=x\n", ""})
    );
}

TEST(Settings, SayEverythingThatIsWrongAtOnce)
{
    const auto error = refusal_of(
        {{{"lisen", "x"}},
         {{"LOG_LEVEL", "loud"}},
         "no equals sign\nGROUNDWORK_X=1\n",
         "colour: 1\nlisten: [1]\n"}
    );
    EXPECT_EQ(error.problems.size(), 6U);
    EXPECT_THAT(error.message, HasSubstr("There are 6 problems"));
}

TEST(Settings, TakeOnlyTheWordsOfTheTable)
{
    const auto error = refusal_of({{{"log_level", "loud"}}, {}, "", ""});
    EXPECT_EQ(error.message, "LOG_LEVEL (flag --log-level) is \"loud\"; it must be one of: info, error.");
    EXPECT_EQ(error.pointer, "/log_level");
    EXPECT_THROW(read({{{"log_level", "INFO"}}, {}, "", ""}), base::Error);
    EXPECT_NO_THROW(read({{{"log_level", "error"}}, {}, "", ""}));
}

TEST(Settings, ReadTheLinesOfDotenv)
{
    EXPECT_EQ(read_dotenv("GROUNDWORK_LISTEN=a"), "a");
    EXPECT_EQ(read_dotenv("  GROUNDWORK_LISTEN = a  \r\n"), "a");
    EXPECT_EQ(read_dotenv("export GROUNDWORK_LISTEN=a"), "a");
    EXPECT_EQ(read_dotenv("# GROUNDWORK_LISTEN=b\n\n\nGROUNDWORK_LISTEN=a=b#c"), "a=b#c");
    EXPECT_EQ(read_dotenv("GROUNDWORK_LISTEN=a\nGROUNDWORK_LISTEN=b"), "b");
    EXPECT_EQ(read_dotenv("\xEF\xBB\xBFGROUNDWORK_LISTEN=a"), "a") << "an editor's byte order mark";
}

TEST(Settings, TakeQuotesOffInDotenv)
{
    EXPECT_EQ(read_dotenv("GROUNDWORK_LISTEN=\" a b \""), " a b ");
    EXPECT_EQ(read_dotenv("GROUNDWORK_LISTEN=' a b '"), " a b ");
    EXPECT_EQ(read_dotenv("GROUNDWORK_LISTEN=\"it's\""), "it's");
    EXPECT_EQ(read_dotenv("GROUNDWORK_LISTEN=\"\""), "");
    EXPECT_EQ(read_dotenv("GROUNDWORK_LISTEN=a\"b\""), "a\"b\"");
    EXPECT_EQ(read_dotenv("GROUNDWORK_LISTEN=\"a'"), "\"a'");
    EXPECT_EQ(read_dotenv("GROUNDWORK_LISTEN=\""), "\"");
}

TEST(Settings, RefuseALineOfDotenvThatNamesNothingAndDoNotRepeatIt)
{
    for (const auto* line :
         {"a-secret-that-lost-its-name", "=a-secret-that-lost-its-name", "export = a-secret-"}) {
        const auto error = refusal_of({{}, {}, std::string("API_KEY=x\n") + line, ""});
        EXPECT_EQ(error.message, ".env:2: a line must be NAME=value.");
    }
}

TEST(Settings, KeepAValueOfTheConfigAsItIsWritten)
{
    const auto config = [](const std::string& value) {
        return read({{}, {}, "", "listen: " + value}).text("listen");
    };
    EXPECT_EQ(config("a b"), "a b");
    EXPECT_EQ(config("8000"), "8000");
    EXPECT_EQ(config("true"), "true");
    EXPECT_EQ(config("'1.10'"), "1.10");
    EXPECT_EQ(config("1.10"), "1.10");
    EXPECT_EQ(config("007"), "007");
    EXPECT_EQ(config("1e3"), "1e3");
    EXPECT_EQ(config("2024-10-21"), "2024-10-21");
    EXPECT_EQ(config(""), "127.0.0.1:8000") << "empty in YAML is not set";
}

TEST(Settings, RefuseAConfigThatIsNoMapping)
{
    for (const auto* text :
         {"just words", "- listen", "42", "listen: {a: 1}", "listen: a\nlisten: b", "listen: [", "a: b: c"}) {
        const auto error = refusal_of({{}, {}, "", text});
        EXPECT_EQ(error.code, base::Code::invalid) << text;
        EXPECT_THAT(error.message, HasSubstr("config/groundwork.yaml")) << text;
    }
    EXPECT_THAT(refusal_of({{}, {}, "", "just words"}).message, HasSubstr("name: value"));
    EXPECT_NO_THROW(read({{}, {}, "", "# nothing\n"}));
}

TEST(Settings, AreInTheTableOrItIsOurMistake)
{
    const auto settings = read({});
    EXPECT_THROW(settings.text("unheard_of"), base::Error);
    EXPECT_THROW(settings.entry("GROUNDWORK_LISTEN"), base::Error);
}

}  // namespace
