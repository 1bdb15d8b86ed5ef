#pragma once

#include "http/markup.h"
#include "http/message.h"

#include <chrono>

namespace http {

/// A page's frame: head, navigation, main.
struct Page {
    std::string title = {};
    std::string here = {};  ///< the navigation's entry: /pulls
    Markup main = {};
    int status = 200;
    int refresh_seconds = 0;  ///< 0: stands still
    bool signed_in = false;   ///< shows "Sign out"
};

/// The page as an answer, with a policy that lets it load nothing but our own stylesheet and images.
Response html(const Page& page);

/// Goes elsewhere with a GET, after a form.
Response see_other(const std::string& path);

/// "3 hours ago" with the exact time on hover; nothing for an empty text, the text itself when it is not a
/// time.
Markup age(const std::string& rfc3339, std::chrono::system_clock::time_point now);

/// A link that leads to http or https; otherwise only the text.
Markup link(const std::string& url, const std::string& text);

/// A word on a coloured ground: a state, a status.
Markup badge(const std::string& word);

}  // namespace http
