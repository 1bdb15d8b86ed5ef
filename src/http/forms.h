#pragma once

#include "base/secret.h"
#include "http/markup.h"
#include "http/message.h"

#include <map>
#include <string>

namespace http {

/// The same-origin token of page forms: a random cookie that scripts cannot read and other sites do not send,
/// and in the form a hash of it under this process's secret. Neither alone is worth anything.
class Forms {
public:
    Forms();

    /// A form's hidden field for this visitor. Where the visitor has no cookie yet, it is added to the
    /// answer's `headers`.
    Markup field(const Request& request, std::map<std::string, std::string>& headers) const;

    /// What was typed into the form. Throws `invalid` for another media type and unreadable text, `forbidden`
    /// without the right token.
    std::map<std::string, std::string> read(const Request& request) const;

private:
    std::string token_for(const std::string& visitor) const;

    base::Secret secret_;
};

/// `name=value` for Set-Cookie: not for scripts, not sent by other sites.
std::string cookie(const Request& request, const std::string& name, const std::string& value);

}  // namespace http
