#include "client/help.h"

#include "base/error.h"
#include "client/session.h"

#include <fmt/format.h>

namespace client {
namespace {

class Layout final : public CLI::Formatter {
public:
    Layout()
    {
        column_width(34);
        label("Positionals", "What to say");
        label("OPTIONS", "options");
        label("SUBCOMMAND", "command");
    }

    std::string make_footer(const CLI::App* app) const override
    {
        auto footer = Formatter::make_footer(app);
        if (app->get_parent() != nullptr)
            footer +=
                "\nEvery command also takes --server and --token; groundwork --help lists the exit codes.\n";
        return footer;
    }
};

std::string exit_codes()
{
    std::map<int, std::string> meanings{
        {exit_done, "done"},
        {exit_refused, "refused: the request breaks a rule or is none of ours"},
        {exit_needs_input, "needs input: there are questions to answer"}};
    for (const auto& row : base::code_table) {
        auto& meaning = meanings[row.exit_code];
        meaning += (meaning.empty() ? "" : ", ") + std::string(row.word);
    }
    std::string text = "Exit codes:\n";
    for (const auto& [code, meaning] : meanings)
        text += fmt::format("  {}  {}\n", code, meaning);
    return text;
}

}  // namespace

std::shared_ptr<CLI::Formatter> help_layout()
{
    return std::make_shared<Layout>();
}

std::string help_footer()
{
    return "Examples:\n"
           "  groundwork provision \"production Postgres for the payments API\"\n"
           "  groundwork dry-run \"staging S3 bucket for logs\"\n"
           "  groundwork pulls show 1\n"
           "  groundwork provision --help\n\n"
           "The server is the one of --server or GROUNDWORK_SERVER; else the one that runs on the data "
           "directory; else\n"
           "one is started for this call alone. The token is that of --token or GROUNDWORK_TOKEN.\n\n" +
           exit_codes();
}

}  // namespace client
