#pragma once

#include "client/api.h"
#include "client/screen.h"
#include "client/surroundings.h"

#include <functional>
#include <optional>
#include <string>

namespace client {

/// Exit codes beside those of base::code_table.
inline constexpr int exit_done = 0;
inline constexpr int exit_refused = 7;
inline constexpr int exit_needs_input = 8;

/// Options that every command takes.
struct Globals {
    std::string server;
    std::string token;
};

/// One call of the command line: its streams, and its server, which is looked for at first use.
class Session {
public:
    Session(Surroundings& surroundings, const Globals& globals);

    Surroundings& surroundings() { return surroundings_; }
    Screen& screen() { return screen_; }

    /// --server, GROUNDWORK_SERVER, the running server of the data directory, or one in this process for this
    /// call.
    Api& api();
    /// Whether api() is a server that ends with this call.
    bool is_embedded() const { return embedded_.has_value(); }

    /// --token, else GROUNDWORK_TOKEN; empty when neither is given.
    base::Secret token() const;
    /// Whether there is a person to ask.
    bool can_ask() const;
    /// The variable's text; empty when it is not set.
    std::string variable(const std::string& name) const;

    /// Exactly what the server said; on a terminal, as the same JSON without harm.
    void print_json(const Answer& answer);

private:
    std::string find_address();

    Surroundings& surroundings_;
    const Globals& globals_;
    Screen screen_;
    std::optional<Embedded> embedded_;
    std::optional<Api> api_;
};

/// What the chosen command does; returns the exit code.
using Action = std::function<int(Session&)>;

}  // namespace client
