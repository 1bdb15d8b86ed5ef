#include "http/route.h"

#include "base/base64.h"
#include "base/text.h"

namespace http {
namespace {

std::string password_in(std::string_view basic)
{
    const auto plain = base::base64_decoded(basic).value_or("");
    const auto colon = plain.find(':');
    return colon == std::string::npos ? "" : plain.substr(colon + 1);
}

}  // namespace

std::string bearer_of(const Request& request)
{
    const auto header = base::trimmed(request.header("authorization"));
    const auto space = header.find(' ');
    if (space == std::string_view::npos)
        return "";
    const auto scheme = base::lower_ascii(header.substr(0, space));
    const auto rest = base::trimmed(header.substr(space + 1));
    return scheme == "bearer" ? std::string(rest) : scheme == "basic" ? password_in(rest) : "";
}

}  // namespace http
