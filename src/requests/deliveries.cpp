#include "requests/deliveries.h"

namespace requests {
namespace {

constexpr std::chrono::hours lately{1};  // by then a pull request is not looked at often anyway
constexpr std::string_view pulls = "/pull/";

}  // namespace

bool RepositoryName::has(const Request& request) const
{
    if (number != 0 && request.pr_repository == number)
        return true;
    return !url.empty() && request.pr_url && request.pr_url->starts_with(url + std::string(pulls));
}

void Deliveries::note(const RepositoryName& repository)
{
    const auto now = clock_.now();
    last_.with([&](auto& last) {
        std::erase_if(last, [&](const auto& one) { return one.second <= now - lately; });
        if (repository.number != 0)
            last[std::to_string(repository.number)] = now;
        if (!repository.url.empty())
            last[repository.url] = now;
    });
}

bool Deliveries::tell_of(std::int64_t repository, const std::string& pr_url) const
{
    const auto since = clock_.now() - lately;
    return last_.with([&](const auto& last) {
        for (const auto& name : {std::to_string(repository), pr_url.substr(0, pr_url.rfind(pulls))})
            if (const auto found = last.find(name); found != last.end() && found->second > since)
                return true;
        return false;
    });
}

}  // namespace requests
