#include "llm/failure.h"

#include "base/text.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <ctime>

namespace llm {
namespace {

using base::Code;
using std::chrono::milliseconds;

constexpr double longest_wait_ms = 24.0 * 3600 * 1000;
constexpr std::uint64_t most_tokens = 10'000'000;  // several times the largest context there is

std::string header(const std::map<std::string, std::string>& headers, const std::string& name)
{
    const auto found = headers.find(name);
    return found == headers.end() ? "" : found->second;
}

std::optional<milliseconds> wait_of(double wait_ms)
{
    if (!std::isfinite(wait_ms) || wait_ms <= 0)
        return std::nullopt;
    return milliseconds(static_cast<long>(std::ceil(std::min(wait_ms, longest_wait_ms))));
}

std::optional<double> number_in(const std::string& text)
{
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

/// Fri, 20 Nov 2026 09:23:54 GMT, the one form of dates that senders may write.
std::optional<base::Time> date_in(const std::string& text)
{
    std::tm parts{};
    const char* end = strptime(text.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
    if (end == nullptr || *end != '\0')
        return std::nullopt;
    return base::Time(std::chrono::seconds(timegm(&parts)));
}

base::Value body_of(const base::HttpAnswer& answer)
{
    try {
        return base::read_json(answer.body);
    } catch (const base::Error&) {
        return nullptr;  // a proxy's page; the status says enough
    }
}

std::string detail_of(const base::HttpAnswer& answer, const base::Value& body, const base::Secret& key)
{
    auto request_id = header(answer.headers, "request-id");
    if (request_id.empty())
        request_id = header(answer.headers, "x-request-id");
    auto text =
        fmt::format("status {}, request {}: {}", answer.status, request_id, text_at(body, "/error/message"));
    if (!key.empty())
        text = base::replaced(std::move(text), key.reveal(), "[key]");
    return base::unprintable(text) ? fmt::format("status {}", answer.status) : base::shortened(text, 500);
}

bool is_retried(const base::HttpAnswer& answer)
{
    const auto wish = header(answer.headers, "x-should-retry");
    if (wish == "true" || wish == "false")
        return wish == "true";
    return answer.status == 408 || answer.status == 409 || answer.status == 429 || answer.status >= 500;
}

/// What only a person can mend, and what they should do; empty for everything else.
std::string advice(const ProviderNames& names, int status, const base::Value& body)
{
    const auto type = text_at(body, "/error/type");
    const auto code = text_at(body, "/error/code");
    if (text_at(body, "/error/details/error_code") == "enforced_spend_limit_reached" ||
        code == "insufficient_quota" || type == "billing_error" || status == 402)
        return fmt::format(
            "The spend limit of {} is reached. Raise it with the provider, or name another model in "
            "LLM_PROVIDER.",
            names.provider
        );
    if (status == 401)
        return fmt::format(
            "{} does not accept the key. Set {} to a valid one.", names.provider, names.key_variable
        );
    if (status == 403)
        return fmt::format(
            "The key may not use {} at {}. Give it the right, or change {}.",
            names.model,
            names.provider,
            names.model_variable
        );
    if (status == 404)
        return fmt::format(
            "{} has no model {} at this address. Check {} and {}.",
            names.provider,
            names.model,
            names.model_variable,
            names.address_variable
        );
    if (status >= 300 && status < 400)
        return fmt::format(
            "{} answered with a redirect, which is not followed. Check {}.",
            names.provider,
            names.address_variable
        );
    return "";
}

std::string refused_call(const ProviderNames& names, int status, const base::Value& body)
{
    if (text_at(body, "/error/code") == "content_filter")
        return fmt::format(
            "The content filter of {} stopped this request. Say it in other words, or send typed resources.",
            names.provider
        );
    if (status == 413)
        return fmt::format("The request is too long for {}. Say it in fewer words.", names.provider);
    return fmt::format(
        "{} did not accept the call (status {}). The log has its reason.", names.provider, status
    );
}

}  // namespace

std::optional<std::int64_t> tokens_at(const base::Value& value, const char* pointer)
{
    const base::Value::json_pointer at(pointer);
    if (!value.contains(at) || !value.at(at).is_number_unsigned())
        return std::nullopt;
    const auto count = value.at(at).get<std::uint64_t>();
    return count > most_tokens ? std::nullopt : std::optional(static_cast<std::int64_t>(count));
}

std::optional<milliseconds> asked_wait(const std::map<std::string, std::string>& headers, base::Time now)
{
    if (const auto exact = number_in(header(headers, "retry-after-ms")))
        return wait_of(*exact);
    const auto text = header(headers, "retry-after");
    if (const auto seconds = number_in(text))
        return wait_of(*seconds * 1000);
    if (const auto date = date_in(text))
        return wait_of(std::chrono::duration<double, std::milli>(*date - now).count());
    return std::nullopt;
}

Failure failure_of(
    const ProviderNames& names, const base::HttpAnswer& answer, const base::Secret& key, base::Time now
)
{
    const auto body = body_of(answer);
    const auto detail = detail_of(answer, body, key);
    if (const auto text = advice(names, answer.status, body); !text.empty())
        return {base::Error(Code::upstream, text, "", detail), Weight::lasting};
    if (!is_retried(answer))
        return {
            base::Error(Code::upstream, refused_call(names, answer.status, body), "", detail),
            answer.status >= 500 ? Weight::counted : Weight::none};
    const bool limited = answer.status == 429 || answer.status == 529;
    base::Error error(
        limited ? Code::limited : Code::unavailable,
        limited ? fmt::format("{} has too much to do (status {}).", names.provider, answer.status)
                : fmt::format("{} failed on its side (status {}).", names.provider, answer.status),
        "",
        detail
    );
    error.retry_after = asked_wait(answer.headers, now);
    return {std::move(error), Weight::counted};
}

}  // namespace llm
