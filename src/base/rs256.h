#pragma once

#include "base/secret.h"

#include <string>
#include <string_view>

namespace base {

/// The RS256 signature of `text` (RSASSA-PKCS1-v1_5 with SHA-256, RFC 7518), as bytes. `private_key` is PEM,
/// PKCS#1 or PKCS#8, without a passphrase. Throws `invalid` for a key that is none, or is no RSA key of at
/// least 2048 bits.
std::string rs256_signature(std::string_view text, const Secret& private_key);

}  // namespace base
