#include "hcl/blob.h"

#include "base/sha1.h"

namespace hcl {

std::string git_blob_id(std::string_view content)
{
    auto text = "blob " + std::to_string(content.size());
    text += '\0';
    text += content;
    return base::sha1_hex(text);
}

}  // namespace hcl
