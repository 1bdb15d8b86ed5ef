#include "client/report.h"

#include "client/safe.h"

namespace client {
namespace {

struct Advice {
    base::Code code;
    std::string_view sentence;
};

constexpr std::array<Advice, base::code_table.size()> advices{{
    {base::Code::invalid, "change what is named above; --help shows what is expected"},
    {base::Code::unauthenticated,
     "give a token by --token or GROUNDWORK_TOKEN; groundwork token create makes one"},
    {base::Code::forbidden,
     "where a token is too weak, use one that may do this; groundwork token list shows what each may do"},
    {base::Code::not_found,
     "look for the right one with groundwork list, groundwork pulls or groundwork catalog"},
    {base::Code::conflict, "look at what it names; it may have to be finished, answered or merged first"},
    {base::Code::limited, "wait a little, then try again"},
    {base::Code::unavailable,
     "see whether the server runs and the address is right (--server), then try again"},
    {base::Code::upstream, "see groundwork config and the server's log for whoever answered no"},
    {base::Code::internal, "look in the server's log, by the trace if there is one"},
}};

static_assert([] {
    for (std::size_t i = 0; i < advices.size(); ++i)
        if (advices[i].code != base::code_table[i].code)
            return false;
    return true;
}());

}  // namespace

std::string_view what_to_do(base::Code code)
{
    return advices[static_cast<std::size_t>(code)].sentence;
}

void print_problems(Screen& screen, const std::vector<base::Problem>& problems)
{
    for (const auto& problem : problems) {
        const auto pointer =
            problem.pointer.empty() ? "" : screen.paint(Style::bold, one_line(problem.pointer)) + "  ";
        screen.line("  " + pointer + one_line(problem.message));
    }
}

void report(Screen& screen, const base::Error& error)
{
    const bool pointed = error.problems.empty() && !error.pointer.empty();
    screen.line(
        screen.symbol(Symbol::failed) + " " + safe_text(error.message) +
        (pointed ? " (" + one_line(error.pointer) + ")" : "")
    );
    // A single problem without a place is the message itself.
    if (error.problems.size() > 1 || (error.problems.size() == 1 && !error.problems.front().pointer.empty()))
        print_problems(screen, error.problems);
    if (!error.detail.empty())
        screen.line(screen.paint(Style::dim, "  " + one_line(error.detail)));
    screen.line(screen.paint(Style::bold, "Next") + "  " + std::string(what_to_do(error.code)));
}

}  // namespace client
