#include "base/random.h"

#include <sodium.h>

#include <array>
#include <span>

namespace base {
namespace {

std::string hex(std::span<const unsigned char> bytes)
{
    std::string text(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
    text.pop_back();
    return text;
}

}  // namespace

std::string random_hex(std::size_t bytes)
{
    std::string buffer(bytes, '\0');  // unlike a vector's, its address is one even when it is empty
    randombytes_buf(buffer.data(), buffer.size());
    return hex({reinterpret_cast<const unsigned char*>(buffer.data()), buffer.size()});
}

std::string sha256_hex(std::string_view text)
{
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
    return hex(digest);
}

std::string hmac_sha256_hex(const Secret& key, std::string_view text)
{
    const auto bytes = [](std::string_view chars) {
        return reinterpret_cast<const unsigned char*>(chars.data());
    };
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, bytes(key.reveal()), key.reveal().size());
    crypto_auth_hmacsha256_update(&state, bytes(text), text.size());
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> digest{};
    crypto_auth_hmacsha256_final(&state, digest.data());
    return hex(digest);
}

bool equal_in_constant_time(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace base
