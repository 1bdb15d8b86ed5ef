#include "base/sha1.h"

#include "base/error.h"
#include "base/handle.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>

namespace base {

std::string sha1_hex(std::string_view text)
{
    const Handle<EVP_MD_CTX, EVP_MD_CTX_free> context(EVP_MD_CTX_new());
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    const bool is_done = context && EVP_DigestInit_ex(context.get(), EVP_sha1(), nullptr) == 1 &&
                         EVP_DigestUpdate(context.get(), text.data(), text.size()) == 1 &&
                         EVP_DigestFinal_ex(context.get(), digest.data(), &length) == 1;
    if (!is_done)
        throw Error(Code::internal, "SHA-1 is not to be had.");
    return fmt::format("{:02x}", fmt::join(digest.begin(), digest.begin() + length, ""));
}

}  // namespace base
