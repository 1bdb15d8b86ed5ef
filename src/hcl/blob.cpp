#include "hcl/blob.h"

#include "base/error.h"
#include "base/handle.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>

namespace hcl {

std::string git_blob_id(std::string_view content)
{
    const base::Handle<EVP_MD_CTX, EVP_MD_CTX_free> context(EVP_MD_CTX_new());
    const auto header = fmt::format("blob {}", content.size());
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    const bool is_done = context && EVP_DigestInit_ex(context.get(), EVP_sha1(), nullptr) == 1 &&
                         EVP_DigestUpdate(context.get(), header.c_str(), header.size() + 1) == 1 &&
                         EVP_DigestUpdate(context.get(), content.data(), content.size()) == 1 &&
                         EVP_DigestFinal_ex(context.get(), digest.data(), &length) == 1;
    if (!is_done)
        throw base::Error(base::Code::internal, "SHA-1 is not to be had.");
    return fmt::format("{:02x}", fmt::join(digest.begin(), digest.begin() + length, ""));
}

}  // namespace hcl
