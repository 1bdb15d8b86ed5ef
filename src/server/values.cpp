#include "server/values.h"

#include "base/text.h"

namespace server {

Listen read_listen(const std::string& text)
{
    const auto colon = text.rfind(':');
    const auto port = colon == std::string::npos ? std::string() : text.substr(colon + 1);
    const bool digits =
        !port.empty() && port.size() <= 5 && port.find_first_not_of("0123456789") == std::string::npos;
    if (!digits || colon == 0 || std::stoi(port) > 65535)
        throw base::Error(
            base::Code::invalid,
            "GROUNDWORK_LISTEN must be address:port, like 127.0.0.1:8000; it is \"" + text + "\"."
        );
    const auto host = text.substr(0, colon);
    return {host, std::stoi(port), host == "127.0.0.1" || host == "localhost" || host == "[::1]"};
}

std::string address_of(const Listen& listen, int port)
{
    const auto host = listen.host == "0.0.0.0" ? "127.0.0.1" : listen.host == "[::]" ? "[::1]" : listen.host;
    return "http://" + host + ":" + std::to_string(port);
}

bool authenticates(const base::Settings& settings)
{
    const auto& word = settings.text("auth");
    if (!word.empty())
        return word == "token";
    return !read_listen(settings.text("listen")).loopback;
}

void refuse_open_doors(const base::Settings& settings)
{
    if (!read_listen(settings.text("listen")).loopback && !authenticates(settings))
        throw base::Error(
            base::Code::invalid,
            "GROUNDWORK_AUTH=none is only for loopback; on " + settings.text("listen") +
                " the server needs GROUNDWORK_AUTH=token."
        );
}

void refuse_unusable(const base::Settings& settings)
{
    std::vector<base::Problem> problems;
    const auto refuse = [&](std::string_view name, const std::string& wanted) {
        const auto& entry = settings.entry(name);
        problems.push_back(
            {"/" + std::string(name),
             std::string(entry.setting->variable) + " must be " + wanted + "; it is \"" + entry.text +
                 "\" (" + entry.origin + ")."}
        );
    };
    const auto is_made_of = [](const std::string& text, std::string_view more) {
        const auto letters = std::string("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") +=
            more;
        return !text.empty() && text.find_first_not_of(letters) == std::string::npos;
    };
    const auto& url = settings.text("public_url");
    if (!url.empty() && !url.starts_with("http://") && !url.starts_with("https://"))
        refuse("public_url", "an address that starts with https:// or http://");
    if (!is_made_of(settings.text("branch_prefix"), "-_") || settings.text("branch_prefix").starts_with('-'))
        refuse("branch_prefix", "made of letters, digits, - and _");
    if (!is_made_of(settings.text("base_branch"), "-_./") || settings.text("base_branch").starts_with('-') ||
        settings.text("base_branch").find("..") != std::string::npos)
        refuse("base_branch", "the name of a branch");
    base::refuse_when_any(std::move(problems));
    refuse_open_doors(settings);
}

int read_count(const base::Settings& settings, std::string_view name)
{
    const auto& text = settings.text(name);
    if (text.empty() || text.size() > 4 || text.find_first_not_of("0123456789") != std::string::npos ||
        std::stoi(text) == 0)
        throw base::Error(
            base::Code::invalid,
            std::string(settings.entry(name).setting->variable) +
                " must be a number from 1 to 9999; it is \"" + text + "\"."
        );
    return std::stoi(text);
}

std::int64_t read_amount(const base::Settings& settings, std::string_view name)
{
    const auto& text = settings.text(name);
    if (text.size() > 15 || text.find_first_not_of("0123456789") != std::string::npos)
        throw base::Error(
            base::Code::invalid,
            std::string(settings.entry(name).setting->variable) +
                " must be a whole number in digits alone; it is \"" + text + "\"."
        );
    return text.empty() ? 0 : std::stoll(text);
}

std::vector<std::string> read_list(const std::string& text)
{
    std::vector<std::string> items;
    for (const auto& item : base::split(text, ','))
        if (const auto word = base::trimmed(item); !word.empty())
            items.emplace_back(word);
    return items;
}

}  // namespace server
