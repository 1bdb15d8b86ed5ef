#include "http/message.h"

namespace http {

const std::string& Request::header(const std::string& name) const
{
    static const std::string none;
    const auto found = headers.find(name);
    return found == headers.end() ? none : found->second;
}

}  // namespace http
