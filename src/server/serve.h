#pragma once

#include "server/app.h"

namespace server {

/// Serves until SIGTERM or SIGINT, then drains for at most ten seconds; a second signal ends the process at
/// once. The exit code.
int serve(const base::Settings& settings, jobs::Failpoint failpoint);

}  // namespace server
