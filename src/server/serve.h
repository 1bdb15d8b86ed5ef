#pragma once

#include "server/app.h"

namespace server {

/// Serves until SIGTERM or SIGINT, then drains for at most ten seconds; a second signal ends the process at once.
/// The exit code.
int serve(const base::Settings& settings, jobs::Failpoint failpoint);

/// Reads every blueprint and tries its examples with the offline model; what is wrong, by file.
std::vector<base::Problem> check_catalog(const base::Settings& settings);

}  // namespace server
