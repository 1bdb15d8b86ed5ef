#include "http/framing.h"

#include "base/text.h"
#include "http/target.h"

#include <charconv>
#include <set>

namespace http {
namespace {

std::string value_of(const Head& head, const std::string& name)
{
    const auto found = head.headers.find(name);
    return found == head.headers.end() ? "" : found->second;
}

/// Nullopt when it is not a plain number.
std::optional<std::size_t> content_length(const Head& head)
{
    const auto text = head.headers.contains("content-length") ? value_of(head, "content-length") : "0";
    std::size_t length = 0;
    const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), length);
    return wrong == std::errc() && end == text.data() + text.size() ? std::optional(length) : std::nullopt;
}

bool has_control_characters(const std::string& text)
{
    return std::any_of(text.begin(), text.end(), [](unsigned char c) {
        return (c < 0x20 && c != '\t') || c == 0x7F;
    });
}

bool is_framed_well(const Head& head)
{
    for (const char* single :
         {"host",
          "origin",
          "authorization",
          "content-type",
          "content-length",
          "content-encoding",
          "transfer-encoding"})
        if (head.headers.count(single) > 1)
            return false;
    // httplib decodes percent-escapes in header values, so these can arrive although its parser refuses them
    // plainly.
    for (const auto& [name, value] : head.headers)
        if (has_control_characters(value))
            return false;
    if (!content_length(head))
        return false;
    if (head.headers.contains("transfer-encoding"))
        return head.version == "HTTP/1.1" && !head.headers.contains("content-length") &&
               base::lower_ascii(value_of(head, "transfer-encoding")) == "chunked";
    return true;
}

}  // namespace

int refusal_of(const Head& head, std::size_t body_limit)
{
    static const std::set<std::string> known{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};
    static const std::set<std::string> bodiless{"GET", "HEAD", "OPTIONS"};
    if (!known.contains(head.method))
        return 405;
    if (!is_framed_well(head) || !read_target(head.target))
        return 400;
    const auto length = content_length(head).value_or(0);
    if (bodiless.contains(head.method) && (length > 0 || head.headers.contains("transfer-encoding")))
        return 400;
    // httplib would first read such a body to its end.
    if (length > body_limit)
        return 413;
    return base::lower_ascii(value_of(head, "content-type")).starts_with("multipart/") ? 415 : 0;
}

}  // namespace http
