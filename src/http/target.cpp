#include "http/target.h"

#include "base/text.h"

namespace http {
namespace {

std::optional<std::string> decoded(std::string text)
{
    std::replace(text.begin(), text.end(), '+', ' ');
    auto plain = base::percent_decoded(text);
    if (!plain || base::unprintable(base::replaced(*plain, "\r\n", "\n")))
        return std::nullopt;
    return plain;
}

}  // namespace

std::optional<std::map<std::string, std::string>> read_form(std::string_view text)
{
    std::map<std::string, std::string> form;
    for (const auto& pair : base::split(text, '&')) {
        if (pair.empty())
            continue;
        const auto equals = pair.find('=');
        auto name = decoded(pair.substr(0, equals));
        auto value = equals == std::string::npos ? std::string() : decoded(pair.substr(equals + 1));
        if (!name || !value)
            return std::nullopt;
        form[*name] = *value;
    }
    return form;
}

std::optional<Target> read_target(std::string_view text)
{
    // The absolute form, as a proxy receives it.
    if (const auto scheme = text.find("://"); scheme != std::string_view::npos && text.starts_with("http"))
        text.remove_prefix(std::min(text.find('/', scheme + 3), text.size()));
    text = text.substr(0, text.find('#'));
    const auto question = text.find('?');
    auto path = base::percent_decoded(text.substr(0, question));
    auto query = read_form(question == std::string_view::npos ? "" : text.substr(question + 1));
    if (!path || !query || base::unprintable(*path) || path->find_first_of("\t\n\r") != std::string::npos)
        return std::nullopt;
    if (path->empty())
        path = "/";
    return Target{std::move(*path), std::move(*query)};
}

std::string find_cookie(std::string_view header, std::string_view name)
{
    for (const auto& pair : base::split(header, ';')) {
        const auto cookie = base::trimmed(pair);
        if (const auto equals = cookie.find('=');
            equals != std::string_view::npos && cookie.substr(0, equals) == name)
            return std::string(cookie.substr(equals + 1));
    }
    return "";
}

std::optional<std::map<std::string, std::string>> match(std::string_view pattern, std::string_view path)
{
    const auto wanted = base::split(pattern, '/');
    const auto given = base::split(path, '/');
    if (wanted.size() != given.size())
        return std::nullopt;
    std::map<std::string, std::string> captured;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (wanted[i].starts_with('{') && !given[i].empty())
            captured[wanted[i].substr(1, wanted[i].size() - 2)] = given[i];
        else if (wanted[i] != given[i])
            return std::nullopt;
    }
    return captured;
}

}  // namespace http
