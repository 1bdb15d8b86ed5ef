#include "server/survey.h"

#include "base/text.h"

#include <system_error>

namespace server {
namespace {

using std::chrono::steady_clock;

constexpr std::size_t most_named = 5;

const base::Error& silence()
{
    static const base::Error error(base::Code::unavailable, "It did not answer in time.");
    return error;
}

}  // namespace

Survey::Survey(std::vector<Question> questions, Limits limits)
    : questions_(std::move(questions)), limits_(limits)
{}

/// Waits for the questions that are under way, and for no others.
Survey::~Survey()
{
    std::lock_guard lock(mutex_);
    next_ = questions_.size();
}

void Survey::ask()
{
    const auto now = steady_clock::now();
    std::unique_lock lock(mutex_);
    if (running_ == 0 && (!begun_ || now - *begun_ >= limits_.kept_for_each * questions_.size()))
        begin();
    ended_.wait_until(lock, now + limits_.deadline, [this] { return running_ == 0; });
    refuse_unless_well();
}

/// Under the lock, when nobody asks.
void Survey::begin()
{
    askers_.clear();
    answers_.assign(questions_.size(), {});
    next_ = 0;
    begun_ = steady_clock::now();
    const auto wanted = std::min<std::size_t>(questions_.size(), static_cast<std::size_t>(limits_.at_once));
    try {
        while (askers_.size() < wanted) {
            askers_.push_back(std::async(std::launch::async, [this] { work(); }));
            ++running_;
        }
    } catch (const std::system_error&) {
        begun_ = std::nullopt;  // no more threads now: fewer ask, and the next round begins at once
    }
}

void Survey::work()
{
    std::unique_lock lock(mutex_);
    while (next_ < questions_.size()) {
        const auto mine = next_++;
        lock.unlock();
        auto error = answer(questions_[mine]);
        lock.lock();
        answers_[mine] = {true, std::move(error)};
    }
    --running_;
    ended_.notify_all();
}

std::optional<base::Error> Survey::answer(const Question& question) const
{
    try {
        question.ask();
        return std::nullopt;
    } catch (...) {
        return base::as_error(std::current_exception());
    }
}

/// Under the lock.
void Survey::refuse_unless_well() const
{
    std::vector<std::string> messages;
    std::vector<std::string> details;
    std::optional<base::Error> first;
    for (std::size_t i = 0; i < questions_.size(); ++i) {
        const auto& answer = answers_[i];
        if (answer.given && !answer.error)
            continue;
        const auto& error = answer.given ? *answer.error : silence();
        first = first.value_or(error);
        messages.push_back(questions_[i].name + ": " + error.message);
        if (!error.detail.empty())
            details.push_back(questions_[i].name + ": " + error.detail);
    }
    if (!first)
        return;
    if (questions_.size() == 1)
        throw *std::move(first);
    const auto more = messages.size() - std::min(messages.size(), most_named);
    messages.resize(messages.size() - more);
    throw base::Error(
        first->code,
        base::join(messages, " ") + (more == 0 ? "" : " And " + std::to_string(more) + " more."),
        "",
        base::join(details, "; ")
    );
}

}  // namespace server
