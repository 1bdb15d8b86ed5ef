#include "llm/background.h"

#include "llm/quantities.h"

#include <algorithm>

namespace llm {
namespace {

constexpr std::string_view courtesies = "thanks thank thx cheers regards regard sincerely hi hello hey dear "
                                        "sorry greetings yours bye ciao appreciated grateful folks";

class Finder {
public:
    explicit Finder(const Reading& reading) : reading_(reading), background_(reading.size()) {}

    std::vector<char> words()
    {
        bool after_courtesy = false;
        for (std::size_t begin = 0; begin < reading_.size();) {
            auto end = begin;
            while (!reading_.ends_sentence(end))
                ++end;
            const bool courtesy = is_courtesy(begin, end);
            constexpr std::size_t longest_signature = 3;
            const bool signature =
                after_courtesy && end - begin <= longest_signature && !has_type(begin, end);
            if (courtesy || signature || is_statement(begin, end))
                mark(begin, end);
            else
                mark_clauses(begin, end);
            after_courtesy = courtesy || (after_courtesy && begin == end);
            begin = end + 1;
        }
        return std::move(background_);
    }

private:
    void mark(std::size_t begin, std::size_t end)
    {
        std::fill(
            background_.begin() + static_cast<std::ptrdiff_t>(begin),
            background_.begin() + static_cast<std::ptrdiff_t>(end),
            1
        );
    }

    bool has_type(std::size_t begin, std::size_t end) const
    {
        for (auto i = begin; i < end; ++i)
            if (reading_.find(i, Role::type) != nullptr)
                return true;
        return false;
    }

    /// Many thanks in advance, Priya
    bool is_courtesy(std::size_t begin, std::size_t end) const
    {
        if (has_type(begin, end))
            return false;
        for (auto i = begin; i < end; ++i)
            if (english::is_one_of(reading_.word(i).text, courtesies))
                return true;
        return false;
    }

    /// Words that make a sentence a demand, whatever its subject: replication must be enabled.
    bool demands(std::size_t begin, std::size_t end) const
    {
        constexpr std::string_view demanding =
            "must should shall need needs needed require requires required "
            "want wants with without enable enabled disable disabled add "
            "set use uses support supports ensure make keep give no";
        for (auto i = begin; i < end; ++i)
            if (english::is_one_of(reading_.word(i).text, demanding) ||
                reading_.word(i).kind == Word::Kind::number)
                return true;
        return false;
    }

    /// Traffic is low. Our customers complain.
    bool is_statement(std::size_t begin, std::size_t end) const
    {
        if (begin == end || has_type(begin, end) || demands(begin, end))
            return false;
        const bool subject = reading_.is(begin, english::pronoun | english::definite);
        for (auto i = begin; i < end; ++i)
            if (reading_.is(i, english::auxiliary) || (subject && reading_.is(i, english::verb)))
                return true;
        return false;
    }

    void mark_clauses(std::size_t begin, std::size_t end)
    {
        bool after_type = false;
        for (auto i = begin; i < end; ++i) {
            after_type = after_type || reading_.find(i, Role::type) != nullptr;
            const bool why = tells_why(i);
            if (!why && !tells_what_others_do(i, after_type))
                continue;
            auto close = i;
            while (close < end && !reading_.is_mark(close, ",;()") &&
                   (why || !reading_.is(close, english::conjunction)))
                ++close;
            mark(i, close);
            i = close;
        }
    }

    /// because the old one is slow, so that we can test, as we grow; not "so we need a cache"
    bool tells_why(std::size_t i) const
    {
        constexpr unsigned subject = english::pronoun | english::definite | english::auxiliary;
        if (english::is_one_of(
                reading_.word(i).text,
                "because since while when whenever if until though although "
                "unless"
            ))
            return true;
        constexpr std::size_t near = 3;
        for (auto k = i; k < i + near; ++k)
            if (reading_.is(k, english::wish))
                return false;
        return english::is_one_of(reading_.word(i).text, "so as where once") && reading_.is(i + 1, subject) &&
               !reading_.says(i + 1, "is") && !reading_.says(i + 1, "each");
    }

    /// that our analysts query, which the app talks to, used by everybody, to help them decide, you have
    bool tells_what_others_do(std::size_t i, bool after_type) const
    {
        constexpr unsigned subject = english::pronoun | english::definite | english::article;
        constexpr unsigned verbs = english::verb | english::storing | english::wish | english::adjust;
        if (english::is_one_of(reading_.word(i).text, "that which who") && reading_.is(i + 1, subject))
            return true;
        if (reading_.says(i, "used") && reading_.is(i + 1, english::preposition))
            return true;
        if (reading_.says(i, "to"))
            return reading_.is(i + 1, verbs);
        return after_type && english::is_one_of(reading_.word(i).text, "we they you") &&
               !reading_.is(i + 1, english::wish);
    }

    const Reading& reading_;
    std::vector<char> background_;
};

}  // namespace

std::vector<char> background_of(const Reading& reading)
{
    return Finder(reading).words();
}

}  // namespace llm
