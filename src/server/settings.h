#pragma once

#include "base/settings.h"

namespace server {

/// The settings table: what `groundwork config` prints, .env and config/groundwork.yaml may hold, and flags
/// may say.
std::span<const base::Setting> settings_table();

/// The values, read from flags, environment, .env and config/groundwork.yaml of the working directory.
base::Settings read_settings(
    const std::map<std::string, std::string>& flags, const std::map<std::string, std::string>& environment
);

/// The same with this text in place of .env.
base::Settings read_settings(
    const std::map<std::string, std::string>& flags,
    const std::map<std::string, std::string>& environment,
    const std::string& dotenv
);

/// In the working directory.
inline constexpr const char* dotenv_file = ".env";

/// The process's environment.
std::map<std::string, std::string> process_environment();

}  // namespace server
