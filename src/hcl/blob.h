#pragma once

#include <string>
#include <string_view>

namespace hcl {

/// The id that git gives to a file of this content (SHA-1), 40 hexadecimal digits: by it a later change finds
/// the file as it was written, though it has been edited since.
std::string git_blob_id(std::string_view content);

}  // namespace hcl
