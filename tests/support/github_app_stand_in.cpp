#include "support/github_app_stand_in.h"

#include "base/base64.h"
#include "base/handle.h"
#include "base/text.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

namespace support {
namespace {

using Key = base::Handle<EVP_PKEY, EVP_PKEY_free>;

const Key& made_key()
{
    static const Key made(EVP_RSA_gen(2048));
    return made;
}

std::string decoded(std::string text)
{
    text = base::replaced(base::replaced(std::move(text), "-", "+"), "_", "/");
    text.resize((text.size() + 3) / 4 * 4, '=');
    return base::base64_decoded(text).value();
}

bool is_signed(const std::string& text, const std::string& signature)
{
    const base::Handle<EVP_MD_CTX, EVP_MD_CTX_free> context(EVP_MD_CTX_new());
    const auto bytes = [](const std::string& of) {
        return reinterpret_cast<const unsigned char*>(of.data());
    };
    EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, made_key().get());
    return EVP_DigestVerify(context.get(), bytes(signature), signature.size(), bytes(text), text.size()) == 1;
}

}  // namespace

GitHubAppStandIn::GitHubAppStandIn(GitHubStandIn& github, const base::Clock& clock)
    : github_(github), clock_(clock)
{
    github_.tokens.clear();
    github_.more = [this](const base::HttpRequest& request, const std::string& path) {
        return answer(request, path);
    };
}

base::Secret GitHubAppStandIn::key()
{
    const base::Handle<BIO, BIO_free_all> bytes(BIO_new(BIO_s_mem()));
    PEM_write_bio_PrivateKey(bytes.get(), made_key().get(), nullptr, nullptr, 0, nullptr, nullptr);
    char* text = nullptr;
    const auto size = BIO_get_mem_data(bytes.get(), &text);
    return base::Secret(std::string(text, static_cast<std::size_t>(size)));
}

std::optional<base::HttpAnswer>
GitHubAppStandIn::answer(const base::HttpRequest& request, const std::string& path)
{
    const std::string former = "/repos/acme/before";
    if (path.starts_with(former))
        return base::HttpAnswer{
            301,
            {{"location", "https://api.github.test/repositories/1296269" + path.substr(former.size())}},
            "{}"};
    const bool asks = path == "/repos/" + github_.owner + "/" + github_.name + "/installation" ||
                      path == "/repositories/1296269/installation";
    if (!asks && path != "/app/installations/77/access_tokens")
        return std::nullopt;
    if (!is_claim_good(request.headers.at("authorization").substr(std::string("Bearer ").size())))
        return base::HttpAnswer{401, {}, R"({"message":"A JSON web token could not be decoded"})"};
    if (asks)
        return base::HttpAnswer{
            200, {}, base::write_json({{"id", 77}, {"app_id", 12345}, {"permissions", granted}})};
    return make_token(request);
}

base::HttpAnswer GitHubAppStandIn::make_token(const base::HttpRequest& request)
{
    asked = base::read_json(request.body);
    if (asked.contains("repositories") && asked["repositories"] != base::Value{github_.name})
        return {
            422,
            {},
            R"({"message":"There is at least one repository that does not )"
            R"(exist or is not accessible to the parent installation."})"};
    const auto token = name(++made);
    if (are_accepted)
        github_.tokens = {{token, {}}};
    auto expires = base::to_rfc3339(clock_.now() + life);
    expires.replace(expires.find('.'), 4, "");
    return {201, {}, base::write_json({{"token", token}, {"expires_at", expires}, {"permissions", granted}})};
}

bool GitHubAppStandIn::is_claim_good(const std::string& token) const
{
    const auto parts = base::split(token, '.');
    if (parts.size() != 3 || !is_signed(parts[0] + "." + parts[1], decoded(parts[2])))
        return false;
    const auto claim = base::read_json(decoded(parts[1]));
    const auto now = std::chrono::floor<std::chrono::seconds>(github_.now()).time_since_epoch().count();
    return base::read_json(decoded(parts[0])) == base::Value{{"alg", "RS256"}, {"typ", "JWT"}} &&
           claim.at("iss") == id && claim.at("iat") <= now - 60 && claim.at("exp") > now &&
           claim.at("exp") <= now + 600;
}

}  // namespace support
