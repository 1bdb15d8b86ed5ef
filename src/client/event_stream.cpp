#include "client/event_stream.h"

#include "base/error.h"

namespace client {
namespace {

constexpr std::size_t event_limit = 1U << 20U;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace

bool EventStream::feed(std::string_view piece, const std::function<bool(const Event&)>& take)
{
    for (const char c : piece) {
        const bool second_half = c == '\n' && after_return_;
        after_return_ = c == '\r';
        if (second_half)
            continue;
        if (c == '\n' || c == '\r') {
            if (!end_line(take))
                return false;
            continue;
        }
        line_ += c;
        if (line_.size() + event_.text.size() > event_limit)
            throw base::Error(base::Code::upstream, "The server sent an event of more than a megabyte.");
    }
    return true;
}

bool EventStream::end_line(const std::function<bool(const Event&)>& take)
{
    if (at_start_ && line_.starts_with(byte_order_mark))
        line_.erase(0, byte_order_mark.size());
    at_start_ = false;
    if (!line_.empty()) {
        read_field();
        line_.clear();
        return true;
    }
    Event complete{event_.id, event_.kind.empty() ? "message" : event_.kind, std::move(event_.text)};
    const bool is_event = has_text_;
    event_.kind.clear();
    event_.text.clear();
    has_text_ = false;
    return !is_event || take(complete);
}

void EventStream::read_field()
{
    const auto colon = line_.find(':');
    const auto name = std::string_view(line_).substr(0, colon);
    auto value = colon == std::string::npos ? std::string_view{} : std::string_view(line_).substr(colon + 1);
    if (value.starts_with(' '))
        value.remove_prefix(1);
    if (name == "data") {
        event_.text += has_text_ ? "\n" : "";
        event_.text += value;
        has_text_ = true;
    } else if (name == "event") {
        event_.kind = value;
    } else if (name == "id" && value.find('\0') == std::string_view::npos) {
        event_.id = value;
    }
}

}  // namespace client
