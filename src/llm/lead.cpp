#include "llm/lead.h"

namespace llm {
namespace {

/// when you get a chance, if it is not too much trouble,: up to the comma; `i` where none begins
std::size_t end_of_condition(const Reading& reading, std::size_t i, std::size_t end)
{
    if (!english::is_one_of(reading.word(i).text, "when whenever if once as") ||
        (!reading.is(i + 1, english::pronoun | english::definite) && !reading.says(i, "as") &&
         !reading.says(i + 1, "possible")))
        return i;
    constexpr std::size_t longest = 20;
    for (auto comma = i + 1; comma < std::min(end, i + longest); ++comma)
        if (reading.is_mark(comma, ","))
            return comma;
    return i;
}

}  // namespace

std::size_t lead_of(const Reading& reading, std::size_t i, std::size_t end)
{
    constexpr unsigned polite = english::pronoun | english::auxiliary | english::article | english::filler;
    bool subject = false;
    for (; i < end; ++i) {
        if (const auto comma = end_of_condition(reading, i, end); comma > i) {
            i = comma;
            continue;
        }
        const bool modal = reading.is(i, english::wish) &&
                           (reading.says(i + 1, "to") || reading.says(i, "please") ||
                            reading.says(i, "kindly") || reading.says(i, "pls") || reading.says(i, "help") ||
                            reading.says(i, "request") || reading.says(i, "have"));
        const bool passed =
            modal || reading.says(i, "to") || reading.is_mark(i, ",-:!") || reading.is(i, polite);
        const bool asks =
            reading.is(i, english::other_wish) && !modal && !(subject && reading.is(i, english::auxiliary));
        if (!passed || asks)
            return i;
        subject = subject || reading.is(i, english::pronoun | english::definite);
    }
    return i;
}

}  // namespace llm
