#pragma once

#include "support/wire.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <memory>
#include <string>

/// A TLS server's handshake with a certificate that nobody vouches for.
namespace self_signed {

template <auto free> struct Free {
    template <typename T> void operator()(T* thing) const { free(thing); }
};

inline std::unique_ptr<SSL_CTX, Free<SSL_CTX_free>> context()
{
    const std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>> key(EVP_EC_gen("P-256"));
    const std::unique_ptr<X509, Free<X509_free>> certificate(X509_new());
    constexpr long a_day = 86'400;
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -a_day);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), a_day);
    auto* name = X509_get_subject_name(certificate.get());
    const auto* text = reinterpret_cast<const unsigned char*>("127.0.0.1");
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, text, -1, -1, 0);
    X509_set_issuer_name(certificate.get(), name);
    X509_set_pubkey(certificate.get(), key.get());
    X509_sign(certificate.get(), key.get(), EVP_sha256());
    std::unique_ptr<SSL_CTX, Free<SSL_CTX_free>> context(SSL_CTX_new(TLS_server_method()));
    SSL_CTX_use_certificate(context.get(), certificate.get());
    SSL_CTX_use_PrivateKey(context.get(), key.get());
    return context;
}

/// What the other side thought of the certificate.
inline std::string greet(support::Wire& wire)
{
    const auto made = context();
    const std::unique_ptr<SSL, Free<SSL_free>> session(SSL_new(made.get()));
    SSL_set_fd(session.get(), wire.socket());
    std::array<char, 256> unread{};
    if (SSL_accept(session.get()) == 1 && SSL_read(session.get(), unread.data(), unread.size()) > 0)
        return "trusted";
    const char* reason = ERR_reason_error_string(ERR_get_error());
    return reason == nullptr ? "" : reason;
}

}  // namespace self_signed
