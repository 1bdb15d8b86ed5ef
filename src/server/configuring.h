#pragma once

#include "client/surroundings.h"

namespace server {

/// What `groundwork configure` tries, each as `health` asks it, and how it writes .env of the working
/// directory.
client::Configuring configuring(const std::map<std::string, std::string>& environment);

}  // namespace server
