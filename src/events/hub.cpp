#include "events/hub.h"

namespace events {

Watch::Watch(Hub& hub, const Subject& subject) : hub_(hub)
{
    std::lock_guard lock(hub_.mutex_);
    watched_ = hub_.subjects_.try_emplace(subject).first;
    ++watched_->second.watches;
    seen_ = watched_->second.told;
}

Watch::~Watch()
{
    std::lock_guard lock(hub_.mutex_);
    if (--watched_->second.watches == 0)
        hub_.subjects_.erase(watched_);
}

bool Watch::wait(std::chrono::steady_clock::time_point deadline)
{
    std::unique_lock lock(hub_.mutex_);
    auto& watched = watched_->second;
    watched.changed.wait_until(lock, deadline, [&] { return watched.told != seen_ || hub_.closed_; });
    if (hub_.closed_ || watched.told == seen_)
        return false;
    seen_ = watched.told;
    return true;
}

void Hub::tell(const Subject& subject)
{
    std::lock_guard lock(mutex_);
    const auto found = subjects_.find(subject);
    if (found == subjects_.end())
        return;
    ++found->second.told;
    found->second.changed.notify_all();
}

void Hub::close()
{
    std::lock_guard lock(mutex_);
    closed_ = true;
    for (auto& [subject, watched] : subjects_)
        watched.changed.notify_all();
}

bool Hub::closed() const
{
    std::lock_guard lock(mutex_);
    return closed_;
}

std::size_t Hub::watched() const
{
    std::lock_guard lock(mutex_);
    return subjects_.size();
}

}  // namespace events
