#pragma once

#include "http/markup.h"

namespace http {

/// pulls.diff's files as a table of contents and one collapsible table per file, with line numbers on both
/// sides.
Markup diff_view(const base::Value& files);

}  // namespace http
