#pragma once

#include "base/error.h"
#include "base/network.h"
#include "base/secret.h"
#include "base/settings.h"

#include <chrono>
#include <functional>
#include <iosfwd>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace client {

/// The three streams, and which of them a person sits at: they decide on colours, live progress and prompts.
struct Terminal {
    std::istream& input;
    std::ostream& output;
    std::ostream& error;
    bool input_is_terminal = false;
    bool output_is_terminal = false;
    bool error_is_terminal = false;
    /// Shows the prompt and reads a line that nobody sees; nullopt at the end of the input. Only at a
    /// terminal.
    std::function<std::optional<base::Secret>(const std::string& prompt)> read_hidden = {};
};

/// A server in this process; it runs as long as `alive` lives.
struct Embedded {
    std::string address;  ///< http://127.0.0.1:34567
    std::shared_ptr<void> alive;
};

struct Token {
    std::string name;
    std::vector<std::string> scopes;
    std::string created_at;  ///< RFC 3339
    bool revoked = false;
};

/// Tokens are made directly in the store, because the first one must exist before anybody can show one.
/// Each function may throw what the store throws: `conflict` for a name that is taken, `not_found`,
/// `invalid`.
struct Tokens {
    std::span<const std::string_view> scopes;  ///< all that there are
    std::function<base::Secret(const std::string& name, const std::vector<std::string>& scopes)> create;
    std::function<std::vector<Token>()> list;
    std::function<void(const std::string& name)> revoke;
};

/// What was chosen for settings, by their names; nullopt: no value any more.
using Choices = std::map<std::string, std::optional<base::Secret>>;

/// What `configure` does to this machine.
struct Configuring {
    /// By what is tried, named as in `health`: asks it with these choices in place of what is set now. Throws
    /// what is wrong.
    std::map<std::string, std::function<void(const Choices&)>> trials;
    /// Writes the choices into .env and returns the file's path.
    std::function<std::string(const Choices&)> save;
};

/// What the command line does in this process rather than over HTTP.
struct Local {
    std::function<std::optional<std::string>()>
        find_server;  ///< the address in the data directory's lock file
    std::function<Embedded()> start_server;
    std::span<const base::Setting> settings;  ///< each that is no secret becomes an option of `serve`
    std::function<int(const std::map<std::string, std::string>& flags)>
        serve;  ///< settings by name → exit code
    std::function<std::vector<base::Settings::Entry>()> configuration;
    std::function<std::vector<base::Problem>()> check_catalog;  ///< pointer: the file
    Tokens tokens;
    Configuring configuring;
};

/// Everything that the command line knows of the world outside; main() fills it in.
struct Surroundings {
    Terminal terminal;
    std::map<std::string, std::string> environment;
    base::Network& network;
    Local local;
    std::string version;
    std::function<void(std::chrono::milliseconds)> pause;  ///< between two looks at a request
};

}  // namespace client
