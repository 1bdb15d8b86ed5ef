#pragma once

#include "jobs/runner.h"

#include <map>
#include <string>

namespace server {

/// GROUNDWORK_FAILPOINT=after:commit kills the process (SIGKILL) at that place of that stage; built only
/// where the CMake option GROUNDWORK_FAILPOINTS is on (test builds), empty otherwise.
jobs::Failpoint failpoint(const std::map<std::string, std::string>& environment);

}  // namespace server
