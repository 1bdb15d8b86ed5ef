#include "client/progress.h"

#include "base/text.h"
#include "client/lifecycle.h"
#include "client/read.h"
#include "client/safe.h"

#include <sstream>

namespace client {
namespace {

constexpr std::string_view prefix = "request.";
constexpr std::size_t stage_width = 12;

Symbol symbol_of_end(const std::string& next)
{
    if (next == "failed")
        return Symbol::failed;
    return next == "needs_input" || next == "awaiting_approval" ? Symbol::question : Symbol::done;
}

std::optional<int> read_digits(const std::string& text, std::size_t at, std::size_t count)
{
    int number = 0;
    for (std::size_t i = at; i < at + count; ++i) {
        if (i >= text.size() || text[i] < '0' || text[i] > '9')
            return std::nullopt;
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

}  // namespace

std::optional<Moment> find_moment(const std::string& text)
{
    const auto year = read_digits(text, 0, 4), month = read_digits(text, 5, 2), day = read_digits(text, 8, 2);
    const auto hour = read_digits(text, 11, 2), minute = read_digits(text, 14, 2),
               second = read_digits(text, 17, 2);
    if (!year || !month || !day || !hour || !minute || !second || !text.ends_with('Z'))
        return std::nullopt;
    const std::chrono::year_month_day date{
        std::chrono::year(*year),
        std::chrono::month(static_cast<unsigned>(*month)),
        std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok())
        return std::nullopt;
    const auto fraction = text.size() > 20 && text[19] == '.' ? read_digits(text, 20, 3) : 0;
    return std::chrono::sys_days(date) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
           std::chrono::seconds(*second) + std::chrono::milliseconds(fraction.value_or(0));
}

std::string Progress::take_event(const base::Value& event)
{
    const auto kind = text_of(event, "kind");
    if (!kind.starts_with(prefix))
        return "";
    const auto word = kind.substr(prefix.size());
    if (word == "retry")
        retry(event);
    auto status = word == "status" ? text_of(member_of(event, "payload"), "status") : word;
    if (word != "status" && word != "queued" && !is_settled(word))
        return "";
    reached(status, find_moment(text_of(event, "at")));
    return status;
}

void Progress::reached(const std::string& status, std::optional<Moment> at)
{
    if (status.empty() || status == stage_)
        return;
    close_stage(symbol_of_end(status), at);
    stage_ = status;
    since_ = at;
    if (screen_ == nullptr)
        return;
    if (status == "completed")
        screen_->line(screen_->symbol(Symbol::done) + " " + status);
    live_ = screen_->abilities().live && !is_settled(status);
    if (live_)
        screen_->out() << screen_->symbol(Symbol::busy) << ' ' << one_line(status) << std::flush;
}

void Progress::close_stage(Symbol symbol, std::optional<Moment> at)
{
    if (screen_ == nullptr || stage_.empty() || is_settled(stage_))
        return;
    auto line = one_line(stage_);
    if (since_ && at && *at >= *since_) {
        line.resize(std::max(line.size(), stage_width), ' ');
        line += " " + screen_->paint(Style::dim, std::to_string((*at - *since_).count()) + " ms");
    }
    screen_->line((live_ ? "\r\x1b[K" : "") + screen_->symbol(symbol) + " " + line);
    screen_->out() << std::flush;
    live_ = false;
}

void Progress::retry(const base::Value& event)
{
    if (screen_ == nullptr)
        return;
    const auto message = text_of(member_of(event, "payload"), "message");
    screen_->line(
        (live_ ? "\r\x1b[K" : "") + screen_->symbol(Symbol::again) + " " + one_line(stage_) +
        " will be tried again" + (message.empty() ? "" : ": " + one_line(message))
    );
}

}  // namespace client
