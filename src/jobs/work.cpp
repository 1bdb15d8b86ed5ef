#include "base/log.h"
#include "jobs/engine.h"

#include <system_error>

namespace jobs {

/// Under the lock. Sees to it that somebody comes for what is assigned. False where the system gives no more
/// threads: then those that there are take it one after the other, and it is worth another try.
bool Runner::Engine::staff()
{
    for (auto& thread : ended_)
        thread.join();  // it has let go of the lock for good
    ended_.clear();
    while (free_ < assigned_.size()) {
        const auto self = threads_.emplace(threads_.end());
        try {
            *self = std::thread([this, self] { work(self); });
        } catch (const std::system_error& error) {
            threads_.erase(self);
            base::log::warn("cannot start a thread for a job", {{"error", error.what()}});
            return false;
        }
        ++free_;
    }
    return true;
}

void Runner::Engine::work(Threads::iterator self)
{
    std::unique_lock lock(mutex_);
    while (true) {
        wake_worker_.wait_for(lock, options_.keep_idle, [this] {
            return !assigned_.empty() || (stopping_ && busy_ == 0);
        });
        if (assigned_.empty())
            break;
        auto* active = assigned_.front();
        assigned_.pop_front();
        --free_;
        lock.unlock();
        carry(*active);
        lock.lock();
        ++free_;
    }
    --free_;
    if (!stopping_)
        ended_.splice(ended_.end(), threads_, self);
}

/// Once nothing is started any more: waits for those that still run a stage.
void Runner::Engine::dismiss()
{
    for (auto* threads : {&threads_, &ended_})
        for (auto& thread : *threads)
            thread.join();
}

}  // namespace jobs
