#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace client {

/// Reads Server-Sent Events (WHATWG HTML, 9.2.6) from pieces that may end anywhere, also within a line end.
class EventStream {
public:
    struct Event {
        std::string id;    ///< the last one that was sent; stays until another comes
        std::string kind;  ///< "message" where none is named
        std::string text;  ///< lines of `data`, joined by newlines
    };

    /// Calls `take` for every event that this piece completes; stops as soon as `take` returns false, and
    /// returns what it returned last. Throws `upstream` for an event of more than a megabyte.
    bool feed(std::string_view piece, const std::function<bool(const Event&)>& take);

private:
    bool end_line(const std::function<bool(const Event&)>& take);
    void read_field();

    std::string line_;
    Event event_;
    bool has_text_ = false;
    bool after_return_ = false;
    bool at_start_ = true;
};

}  // namespace client
