#include "http/route.h"

#include "base/text.h"

#include <sodium.h>

namespace http {
namespace {

std::string password_in(std::string_view basic)
{
    std::string plain(basic.size(), '\0');
    std::size_t length = 0;
    const auto variant = sodium_base64_VARIANT_ORIGINAL;
    if (sodium_base642bin(
            reinterpret_cast<unsigned char*>(plain.data()),
            plain.size(),
            basic.data(),
            basic.size(),
            " ",
            &length,
            nullptr,
            variant
        ) != 0)
        return "";
    plain.resize(length);
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
