#pragma once

#include "base/clock.h"
#include "http/forms.h"
#include "http/page.h"
#include "http/route.h"
#include "operations/dispatch.h"

#include <optional>

namespace http {

/// What every page works with: it asks the dispatcher as the visitor, and shows refusals as pages.
class Desk {
public:
    Desk(operations::Dispatcher& dispatcher, const base::Clock& clock)
        : dispatcher_(dispatcher), clock_(clock)
    {}

    const Forms& forms() const { return forms_; }
    std::chrono::system_clock::time_point now() const { return clock_.now(); }

    /// By the visitor's token, which the cookie of /login carries.
    operations::Answer ask(std::string_view name, const base::Value& input, const Request& request) const;
    bool signed_in(const Request& request) const;
    /// True when the token opens something (or none is needed).
    bool opens(const std::string& token, const Request& request) const;

    /// The page that shows why not; for a visitor without a token, the way to /login.
    Response refused(const operations::Answer& answer, const Request& request) const;

    /// `run`, with every base::Error shown as a page.
    std::function<Response(const Request&, const Captures&)>
    shown(std::function<Response(const Request&, const Captures&)> run) const;

private:
    operations::Dispatcher& dispatcher_;
    const base::Clock& clock_;
    Forms forms_;
};

constexpr const char* token_cookie = "groundwork_token";

/// The list's page after this one: a link, when there is one.
Markup older(const std::string& path, const base::Value& answer);

/// The query's member when it is one of `words`, else the first of these.
std::string chosen(const Request& request, const std::string& name, const std::vector<std::string>& words);

}  // namespace http
