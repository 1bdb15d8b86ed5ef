#include "server/failpoint.h"

#include <csignal>

namespace server {

#ifdef GROUNDWORK_FAILPOINTS
jobs::Failpoint failpoint(const std::map<std::string, std::string>& environment)
{
    const auto found = environment.find("GROUNDWORK_FAILPOINT");
    if (found == environment.end())
        return {};
    return [wanted = found->second](std::string_view place, std::string_view stage) {
        if (wanted == std::string(place) + ":" + std::string(stage))
            std::raise(SIGKILL);
    };
}
#else
jobs::Failpoint failpoint(const std::map<std::string, std::string>&)
{
    return {};
}
#endif

}  // namespace server
