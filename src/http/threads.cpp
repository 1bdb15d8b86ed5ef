#include "http/threads.h"

namespace http {

bool Threads::run(std::function<void()> job)
{
    std::vector<std::thread> ended;
    {
        std::lock_guard lock(mutex_);
        if (stopping_)
            return false;
        jobs_.push_back(std::move(job));
        look_around();
        if (jobs_.size() > resting_ && threads_.size() < most_) {
            const auto self = threads_.emplace(threads_.end());
            *self = std::thread([this, self] { work(self); });
        }
        ended.swap(ended_);
    }
    changed_.notify_one();
    for (auto& thread : ended)
        thread.join();
    return true;
}

void Threads::work(std::list<std::thread>::iterator self)
{
    std::unique_lock lock(mutex_);
    for (;;) {
        ++resting_;
        look_around();
        const bool woken = changed_.wait_for(lock, idle_, [this] { return !jobs_.empty() || stopping_; });
        --resting_;
        if (jobs_.empty()) {
            if (woken && !stopping_)
                continue;
            break;
        }
        auto job = std::move(jobs_.front());
        jobs_.pop_front();
        look_around();
        lock.unlock();
        job();
        job = nullptr;
        lock.lock();
    }
    ended_.push_back(std::move(*self));
    threads_.erase(self);
    changed_.notify_all();
}

void Threads::stop()
{
    std::unique_lock lock(mutex_);
    stopping_ = true;
    changed_.notify_all();
    changed_.wait(lock, [this] { return threads_.empty(); });
    for (auto& thread : ended_)
        thread.join();
    ended_.clear();
}

}  // namespace http
