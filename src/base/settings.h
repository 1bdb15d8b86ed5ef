#pragma once

#include "base/error.h"
#include "base/secret.h"

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace base {

/// One row of the settings table: everything that parses, prints and documents the setting.
struct Setting {
    std::string_view variable;  ///< GROUNDWORK_LISTEN: the environment variable, and the key in .env
    std::string_view name;      ///< listen: the key in config/groundwork.yaml, and --listen
    std::string_view fallback;  ///< the default, as text; empty: not set
    std::string_view sentence;
    bool secret = false;
    std::span<const std::string_view> words = {};  ///< when not empty: the only values allowed
};

/// The values of a settings table, each with where it came from. Precedence: flag, environment variable,
/// .env, config file, default.
class Settings {
public:
    struct Sources {
        std::map<std::string, std::string> flags;        ///< by name
        std::map<std::string, std::string> environment;  ///< by variable; unknown ones are somebody else's
        std::string dotenv;  ///< the text of .env; unknown keys that start with GROUNDWORK_ are errors
        std::string config;  ///< the text of config/groundwork.yaml; unknown keys are errors
    };

    struct Entry {
        const Setting* setting;
        std::string text;
        std::string origin;  ///< "flag --listen", "environment GROUNDWORK_LISTEN", ".env",
                             ///< "config/groundwork.yaml", "default"
    };

    /// Throws `invalid` with all problems; an unknown setting is answered with the nearest known one.
    static Settings read(std::span<const Setting> table, const Sources& sources);

    const std::string& text(std::string_view name) const;
    /// Nullopt when empty.
    std::optional<std::string> find_text(std::string_view name) const;
    Secret secret(std::string_view name) const { return Secret(text(name)); }
    const Entry& entry(std::string_view name) const;
    const std::vector<Entry>& entries() const { return entries_; }

private:
    std::vector<Entry> entries_;
};

}  // namespace base
