#include "base/rs256.h"

#include "base/error.h"
#include "base/handle.h"

#include <openssl/evp.h>
#include <openssl/pem.h>

namespace base {
namespace {

using Key = Handle<EVP_PKEY, EVP_PKEY_free>;

/// A key with a passphrase is refused instead of asked for on the terminal.
int no_passphrase(char* /*buffer*/, int /*size*/, int /*writing*/, void* /*user*/)
{
    return -1;
}

Key read_key(const Secret& pem)
{
    const auto& text = pem.reveal();
    const Handle<BIO, BIO_free_all> bytes(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
    Key key(bytes ? PEM_read_bio_PrivateKey(bytes.get(), nullptr, no_passphrase, nullptr) : nullptr);
    if (!key || EVP_PKEY_base_id(key.get()) != EVP_PKEY_RSA || EVP_PKEY_bits(key.get()) < 2048)
        throw Error(
            Code::invalid,
            "This is no private RSA key in PEM form, of at least 2048 bits and without a passphrase."
        );
    return key;
}

}  // namespace

std::string rs256_signature(std::string_view text, const Secret& private_key)
{
    const auto key = read_key(private_key);
    const Handle<EVP_MD_CTX, EVP_MD_CTX_free> context(EVP_MD_CTX_new());
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    std::string signature(static_cast<std::size_t>(EVP_PKEY_size(key.get())), '\0');
    std::size_t length = signature.size();
    const bool is_done =
        context && EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1 &&
        EVP_DigestSign(
            context.get(), reinterpret_cast<unsigned char*>(signature.data()), &length, bytes, text.size()
        ) == 1;
    if (!is_done)
        throw Error(Code::internal, "The text could not be signed.");
    signature.resize(length);
    return signature;
}

}  // namespace base
