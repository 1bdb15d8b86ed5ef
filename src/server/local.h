#pragma once

#include "client/surroundings.h"

namespace server {

/// What the command line does in this process: serving, the embedded server, settings, tokens, the catalog's
/// check.
client::Local local_part(const std::map<std::string, std::string>& environment);

}  // namespace server
