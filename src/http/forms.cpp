#include "http/forms.h"

#include "base/error.h"
#include "base/random.h"
#include "http/target.h"

namespace http {
namespace {

using base::Code;
using base::Error;

constexpr const char* cookie_name = "groundwork_visitor";
constexpr std::size_t visitor_bytes = 16;

/// Empty unless the cookie looks like one of ours.
std::string visitor_of(const Request& request)
{
    auto visitor = find_cookie(request.header("cookie"), cookie_name);
    const bool ours = visitor.size() == 2 * visitor_bytes &&
                      visitor.find_first_not_of("0123456789abcdef") == std::string::npos;
    return ours ? visitor : "";
}

}  // namespace

Forms::Forms() : secret_(base::random_hex(32)) {}

// The secret stands on both sides and the visitor has a fixed length, so that no hash can be extended.
std::string Forms::token_for(const std::string& visitor) const
{
    return base::sha256_hex(secret_.reveal() + base::sha256_hex(secret_.reveal() + visitor));
}

Markup Forms::field(const Request& request, std::map<std::string, std::string>& headers) const
{
    auto visitor = visitor_of(request);
    if (visitor.empty()) {
        visitor = base::random_hex(visitor_bytes);
        headers["Set-Cookie"] = cookie(request, cookie_name, visitor);
    }
    Markup markup;
    return markup << "<input type=\"hidden\" name=\"form_token\" value=\"" << token_for(visitor) << "\">";
}

std::map<std::string, std::string> Forms::read(const Request& request) const
{
    const auto& type = request.header("content-type");
    const bool is_form = base::lower_ascii(base::trimmed(type.substr(0, type.find(';')))) ==
                         "application/x-www-form-urlencoded";
    auto form = is_form ? read_form(request.body) : std::nullopt;
    if (!form)
        throw Error(Code::invalid, "This is not a form that was filled in.");
    const auto visitor = visitor_of(request);
    if (visitor.empty() || !base::equal_in_constant_time(token_for(visitor), (*form)["form_token"]))
        throw Error(
            Code::forbidden,
            "This form has grown old, or did not come from our own page. Go back, load the page again and "
            "repeat."
        );
    return *form;
}

std::string cookie(const Request& request, const std::string& name, const std::string& value)
{
    const bool encrypted = request.base_url.starts_with("https://");
    return name + "=" + value + "; Path=/; HttpOnly; SameSite=Strict" + (encrypted ? "; Secure" : "");
}

}  // namespace http
