#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace support {

/// A number that threads can wait for.
class Count {
public:
    void add(int by)
    {
        std::lock_guard lock(mutex_);
        value_ += by;
        highest_ = std::max(highest_, value_);
        changed_.notify_all();
    }
    /// False when it does not come to that in time.
    bool reaches(int value, std::chrono::seconds time = std::chrono::seconds(10))
    {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, time, [&] { return value_ == value; });
    }
    int highest()
    {
        std::lock_guard lock(mutex_);
        return highest_;
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    int value_ = 0;
    int highest_ = 0;
};

}  // namespace support
