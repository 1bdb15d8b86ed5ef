#pragma once

#include "base/settings.h"

namespace server {

/// Reads every blueprint and tries its examples with the offline model; what is wrong, by file.
std::vector<base::Problem> check_catalog(const base::Settings& settings);

}  // namespace server
