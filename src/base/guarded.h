#pragma once

#include <condition_variable>
#include <mutex>
#include <utility>

namespace base {

/// A value that cannot be reached without its lock.
template <typename T> class Guarded {
public:
    Guarded() = default;
    explicit Guarded(T value) : value_(std::move(value)) {}

    template <typename Function> decltype(auto) with(Function&& function)
    {
        std::lock_guard lock(mutex_);
        return std::forward<Function>(function)(value_);
    }

    template <typename Function> decltype(auto) with(Function&& function) const
    {
        std::lock_guard lock(mutex_);
        return std::forward<Function>(function)(value_);
    }

private:
    mutable std::mutex mutex_;
    T value_;
};

}  // namespace base
