#pragma once

#include "client/screen.h"

#include <string>
#include <string_view>

namespace client {

/// Terraform with colours for comments, strings, numbers, keywords and names of blocks, as far as the screen
/// has any. `text` must be safe. It is a scanner for the eye, no parser: what it does not know stays as it
/// is.
std::string highlighted_hcl(const Screen& screen, std::string_view text);

/// A unified diff with colours: added, removed and places.
std::string highlighted_diff(const Screen& screen, std::string_view patch);

}  // namespace client
