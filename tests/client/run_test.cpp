#include "client/command_line.h"
#include "client/completion.h"
#include "client/tree.h"

#include <gmock/gmock.h>

namespace client {
namespace {

using testing::HasSubstr;

std::string first_line(const std::ostringstream& stream)
{
    return stream.str().substr(0, stream.str().find('\n'));
}

std::vector<Place> all_places(CommandLine& line)
{
    CLI::App root;
    Globals globals;
    Action chosen;
    Tree tree{root, line.surroundings, chosen};
    grow(tree, globals);
    return places_of(root);
}

TEST(Help, NamesEveryCommandAndExplainsEachWithAnExample)
{
    CommandLine any;
    const auto places = all_places(any);
    EXPECT_GT(places.size(), 20U);
    for (const auto& place : places) {
        CommandLine line;
        auto arguments = place.path;
        arguments.emplace_back("--help");
        EXPECT_EQ(line.run(arguments), 0);
        EXPECT_THAT(line.output.str(), HasSubstr("Example")) << arguments.front();
        for (const auto& command : place.commands) {
            EXPECT_THAT(line.output.str(), HasSubstr("\n  " + command.text + " ")) << arguments.front();
            EXPECT_THAT(line.output.str(), HasSubstr(command.sentence.substr(0, 20)));
        }
        EXPECT_EQ(line.error.str(), "");
    }
}

TEST(Help, IsShownWhereNothingIsAsked)
{
    CommandLine line;
    CommandLine help;
    EXPECT_EQ(line.run({}), 0);
    EXPECT_EQ(help.run({"--help"}), 0);
    EXPECT_EQ(line.output.str(), help.output.str());
}

TEST(Help, ListsTheExitCodes)
{
    CommandLine line;
    line.run({"--help"});
    EXPECT_THAT(line.output.str(), HasSubstr(R"(Exit codes:
  0  done
  1  internal
  2  invalid
  3  unauthenticated, forbidden
  4  not_found
  5  conflict
  6  limited, unavailable, upstream
  7  refused: the request breaks a rule or is none of ours
  8  needs input: there are questions to answer
)"));
}

TEST(CommandLine, PrintsItsVersion)
{
    CommandLine line;
    EXPECT_EQ(line.run({"--version"}), 0);
    EXPECT_EQ(line.output.str(), "groundwork 1.2.3\n");
}

TEST(CommandLine, NamesTheNearestForWhatItDoesNotKnow)
{
    const std::vector<std::pair<std::vector<std::string>, std::string>> mistakes{
        {{"provison", "a bucket"}, "✗ groundwork has no command provison. Did you mean provision?"},
        {{"provision", "x", "--enviroment", "dev"},
         "✗ groundwork provision has no option --enviroment. Did you mean --environment?"},
        {{"provision", "x", "--sever=http://a"},
         "✗ groundwork provision has no option --sever. Did you mean --server?"},
        {{"pulls", "marge", "1"}, "✗ groundwork pulls has no command marge. Did you mean merge?"},
        {{"status", "--wotch", "req-1"}, "✗ groundwork status has no option --wotch. Did you mean --watch?"},
        {{"status", "--wotch"}, "✗ groundwork status has no option --wotch. Did you mean --watch?"},
        {{"frobnicate"}, "✗ groundwork has no command frobnicate."},
        {{"status", "req-1", "req-2"}, "✗ groundwork status takes no further argument: req-2"},
        {{"status"}, "✗ id is required."},
        {{"bogus", "--help"}, "✗ groundwork has no command bogus."},
        {{"bogus", "--version"}, "✗ groundwork has no command bogus."},
        {{"pulls", "marge", "--help"}, "✗ groundwork pulls has no command marge. Did you mean merge?"},
        {{"pulls", "show", "x"}, "✗ Could not convert: number = x."},
        {{"list", "--limit", "\x1b[2J"}, "✗ Could not convert: --limit = [2J."}};
    for (const auto& [arguments, sentence] : mistakes) {
        CommandLine line;
        EXPECT_EQ(line.run(arguments), 2) << arguments.front();
        EXPECT_EQ(first_line(line.error), sentence);
        EXPECT_EQ(line.output.str(), "");
    }
}

TEST(CommandLine, TakesASentenceThatSoundsLikeACommand)
{
    CommandLine line;
    line.expect_post(
        "/provision", {{"request", "list status"}}, {{"request_id", "req-1"}, {"message", "ok"}}, 202
    );
    EXPECT_EQ(line.run({"provision", "list", "status", "--no-wait"}), 0);
}

TEST(CommandLine, FailsWhereItsAnswerCannotBeWritten)
{
    const std::vector<std::vector<std::string>> ways{{"config"}, {"--help"}, {}};
    for (const auto& arguments : ways) {
        CommandLine line;
        line.surroundings.local.configuration = [] { return std::vector<base::Settings::Entry>(); };
        line.output.setstate(std::ios::badbit);
        EXPECT_EQ(line.run(arguments), 1);
        EXPECT_THAT(line.error.str(), HasSubstr("could not be written"));
    }
}

TEST(CommandLine, ListsByTheWordListToo)
{
    CommandLine line;
    line.expect_get("/pulls", {{"pulls", base::Value::array()}});
    EXPECT_EQ(line.run({"pulls", "list"}), 0);
    EXPECT_EQ(line.output.str(), "No pull requests.\n");
}

TEST(CommandLine, TurnsAForeignExceptionIntoAFixedSentence)
{
    CommandLine line;
    line.surroundings.local.configuration = []() -> std::vector<base::Settings::Entry> {
        throw std::runtime_error("boom");
    };
    EXPECT_EQ(line.run({"config"}), 1);
    EXPECT_EQ(first_line(line.error), "✗ Something went wrong on our side; the log has the details.");
}

}  // namespace
}  // namespace client
