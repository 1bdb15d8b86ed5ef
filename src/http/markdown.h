#pragma once

#include "http/markup.h"

namespace http {

/// GitHub's Markdown as safe HTML: tables, strikethrough, task lists; raw HTML and dangerous links are left
/// out.
Markup markdown(const std::string& text);

}  // namespace http
