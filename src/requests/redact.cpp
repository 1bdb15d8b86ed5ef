#include "requests/redact.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace requests {
namespace {

constexpr std::string_view mark = "[redacted]";

struct TokenForm {
    std::string_view prefix;
    std::size_t shortest;  ///< length of the whole token, prefix included
};

constexpr std::array<TokenForm, 17> token_forms{{
    {"AKIA", 20},
    {"ASIA", 20},
    {"ghp_", 20},
    {"gho_", 20},
    {"ghs_", 20},
    {"ghu_", 20},
    {"ghr_", 20},
    {"github_pat_", 20},
    {"sk-ant-", 16},
    {"sk-", 24},
    {"xoxb-", 16},
    {"xoxp-", 16},
    {"glpat-", 16},
    {"AIza", 30},
    {"eyJ", 40},
    {"gw_", 40},
    {"npm_", 30},
}};

constexpr std::array<std::string_view, 8> labels{
    "password", "passwd", "secret", "token", "api_key", "apikey", "access_key", "private_key"};

bool is_token_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.' || c == '+' || c == '/' || c == '=';
}

std::size_t token_end(std::string_view text, std::size_t from)
{
    while (from < text.size() && is_token_character(text[from]))
        ++from;
    return from;
}

/// The end of a known token that starts at `at`; `at` itself when there is none.
std::size_t end_of_known_token(std::string_view text, std::size_t at)
{
    if (at > 0 && is_token_character(text[at - 1]) && text[at - 1] != '=' && text[at - 1] != '/')
        return at;
    const auto end = token_end(text, at);
    const bool known = std::any_of(token_forms.begin(), token_forms.end(), [&](const TokenForm& form) {
        return text.substr(at).starts_with(form.prefix) && end - at >= form.shortest;
    });
    return known ? end : at;
}

std::size_t end_of_pem(std::string_view text, std::size_t at)
{
    if (!text.substr(at).starts_with("-----BEGIN "))
        return at;
    const auto end = text.find("-----END ", at);
    if (end == std::string_view::npos)
        return text.size();
    const auto close = text.find("-----", end + 9);
    return close == std::string_view::npos ? text.size() : close + 5;
}

/// Where the value of `password: hunter2` starts and ends; an empty range when no label stands at `at`.
std::pair<std::size_t, std::size_t>
labelled_value(std::string_view text, std::string_view lower, std::size_t at)
{
    for (const auto label : labels) {
        if (!lower.substr(at).starts_with(label))
            continue;
        auto value = at + label.size();
        while (value < text.size() && text[value] == ' ')
            ++value;
        if (value >= text.size() || (text[value] != ':' && text[value] != '='))
            continue;
        value = text.find_first_not_of(" \"'", value + 1);
        if (value == std::string_view::npos)
            continue;
        return {value, std::min(text.find_first_of(" \t\r\n\"',;", value), text.size())};
    }
    return {at, at};
}

}  // namespace

std::string redacted(const std::string& words)
{
    const std::string_view text = words;
    const auto lower = base::lower_ascii(words);
    std::string clean;
    for (std::size_t at = 0; at < text.size();) {
        const auto token = std::max(end_of_known_token(text, at), end_of_pem(text, at));
        const auto [value, value_end] = labelled_value(text, lower, at);
        if (token > at) {
            clean += mark;
            at = token;
        } else if (value_end > value) {
            clean += text.substr(at, value - at);
            clean += mark;
            at = value_end;
        } else {
            clean += text[at++];
        }
    }
    return clean;
}

}  // namespace requests
