#include "llm/remote.h"

#include "base/log.h"
#include "base/text.h"
#include "llm/form.h"

#include <fmt/format.h>

#include <algorithm>

namespace llm {
namespace {

using base::Code;
using std::chrono::milliseconds;

constexpr int most_repairs = 2;
constexpr std::size_t answer_limit = 1U << 20U;
constexpr std::size_t echo_limit = 8'000;  // of a wrong form that goes back
constexpr std::size_t most_problems = 20;

std::string echoed(const std::string& text)
{
    if (base::trimmed(text).empty() || !base::is_utf8(text))
        return "(not a form)";
    return base::shortened(text, echo_limit);
}

/// The first problem, for whoever reads no more than the error's sentence. It may quote the model.
std::string first_of(const std::vector<base::Problem>& problems)
{
    if (problems.empty() || base::unprintable(problems.front().pointer + problems.front().message))
        return "";
    const auto& [pointer, message] = problems.front();
    return base::shortened(pointer.empty() ? " " + message : " " + pointer + ": " + message, 300);
}

/// For an answer that does not say: a token for four bytes, as in English.
Tokens estimated(const base::HttpRequest& request, const base::HttpAnswer& answer)
{
    const auto tokens = [](const std::string& text) {
        return static_cast<std::int64_t>(text.size() / 4 + 1);
    };
    return {tokens(request.body), tokens(answer.body), 0};
}

}  // namespace

Remote::Remote(Surroundings surroundings, ProviderNames names, base::Secret key)
    : surroundings_(surroundings),
      names_(std::move(names)),
      key_(std::move(key)),
      breaker_(surroundings.clock)
{
    refuse_unusable_key(key_, names_.key_variable);
}

base::HttpAnswer Remote::send(const base::HttpRequest& request)
{
    try {
        auto answer = surroundings_.network.send(request);
        if (answer.status == 200) {
            breaker_.succeed();
            return answer;
        }
        auto failure = failure_of(names_, answer, key_, surroundings_.clock.now());
        switch (failure.weight) {
        case Weight::none: breaker_.succeed(); break;
        case Weight::counted: breaker_.fail(failure.error); break;
        case Weight::lasting: breaker_.fail_lastingly(failure.error); break;
        }
        throw std::move(failure.error);
    } catch (const base::Error& error) {
        // No answer came at all: failure_of was not asked.
        if (error.code == Code::unavailable && error.detail.empty())
            breaker_.fail(error);
        throw;
    }
}

std::string Remote::ask(base::HttpRequest request, milliseconds left, Call& call)
{
    request.deadline = std::min(left, surroundings_.patience);
    request.answer_limit = answer_limit;
    const auto answer = send(request);
    call.tokens = estimated(request, answer);
    call.estimated = true;
    base::Value body;
    try {
        body = base::read_json(answer.body);
    } catch (const base::Error& error) {
        // Cut on its way, or the page of a proxy: another try may meet the provider itself.
        throw base::Error(
            Code::unavailable, names_.provider + " gave an answer that cannot be read.", "", error.message
        );
    }
    if (const auto tokens = tokens_in(body)) {
        call.tokens = *tokens;
        call.estimated = false;
    }
    return text_in(body);
}

Remote::Attempt Remote::attempt(const Prompt& prompt, const Turns& turns, base::Time give_up)
{
    const auto began = surroundings_.clock.now();
    const auto left = std::chrono::duration_cast<milliseconds>(give_up - began);
    if (left <= milliseconds(0))
        throw base::Error(Code::unavailable, names_.provider + " took too long.");
    if (prompt.meter != nullptr)
        prompt.meter->admit();
    breaker_.admit();
    Call made{names_.word, names_.model, surroundings_.instructions.name, "understood", {}, false, {}};
    Attempt attempt;
    try {
        attempt.text = ask(call(turns), left, made);
        attempt.reply =
            read_form(surroundings_.catalog, prompt, *attempt.text, surroundings_.instructions.summary);
    } catch (const base::Error& error) {
        attempt.failure = error;
        const bool is_wrong = attempt.text && error.code == Code::invalid;
        made.outcome = is_wrong ? "wrong_form" : base::row_of(error.code).word;
    }
    made.took = std::chrono::duration_cast<milliseconds>(surroundings_.clock.now() - began);
    account(prompt, made);
    return attempt;
}

void Remote::account(const Prompt& prompt, const Call& call) const
{
    base::log::info(
        "a model was asked",
        {{"provider", call.provider},
         {"model", call.model},
         {"prompt", call.prompt},
         {"outcome", call.outcome},
         {"input_tokens", std::to_string(call.tokens.input)},
         {"output_tokens", std::to_string(call.tokens.output)},
         {"cached_tokens", std::to_string(call.tokens.cached)},
         {"took_ms", std::to_string(call.took.count())}}
    );
    if (prompt.meter != nullptr)
        prompt.meter->record(call);
}

Reply Remote::complete(const Prompt& prompt)
{
    // With 30 s for a call, two providers fit into the stage's 120 s.
    const auto give_up = surroundings_.clock.now() + surroundings_.patience * 5 / 3;
    Turns turns{{false, quoted(prompt)}};
    for (int repairs = 0;; ++repairs) {
        auto attempt = this->attempt(prompt, turns, give_up);
        if (!attempt.failure) {
            attempt.reply.model = names_.model;
            attempt.reply.prompt = surroundings_.instructions.name;
            return std::move(attempt.reply);
        }
        if (!attempt.text || attempt.failure->code != Code::invalid)
            throw *std::move(attempt.failure);
        auto problems = std::move(attempt.failure->problems);
        if (problems.size() > most_problems)
            problems.resize(most_problems);
        if (repairs == most_repairs) {
            auto message = fmt::format(
                "{} did not write a form that fits the catalog, and did not repair it in {} attempts.{}",
                names_.provider,
                most_repairs,
                first_of(problems)
            );
            throw base::Error(Code::upstream, std::move(message), std::move(problems));
        }
        turns.push_back({true, echoed(*attempt.text)});
        turns.push_back({false, corrections(problems)});
    }
}

void Remote::ask_whether_well()
{
    auto request = question_for_models();
    request.deadline = std::chrono::seconds(5);
    request.answer_limit = answer_limit;
    const auto answer = surroundings_.network.send(request);
    if (answer.status != 200)
        throw failure_of(names_, answer, key_, surroundings_.clock.now()).error;
    breaker_.succeed();
}

base::Error Remote::strange_answer(const std::string& why) const
{
    return {Code::upstream, names_.provider + " gave an answer of an unknown form.", "", why};
}

base::Error Remote::cut_answer() const
{
    return {
        Code::upstream,
        names_.provider + " wrote a form that is too long and was cut. Ask for fewer resources at once."};
}

base::Error Remote::declined() const
{
    return {
        Code::upstream,
        names_.provider + " declined to read this request. Say it in other words, or send typed resources."};
}

void refuse_unusable_key(const base::Secret& key, const std::string& variable)
{
    const auto& text = key.reveal();
    const bool is_usable =
        !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
    if (!is_usable)
        throw base::Error(
            Code::invalid, variable + " is missing or holds characters that no key has (spaces, line breaks)."
        );
}

}  // namespace llm
