#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <list>
#include <mutex>
#include <thread>
#include <vector>

namespace http {

/// At most `most` threads, started when there is work and ended after `idle` without any, so that a quiet
/// server is small. (httplib's own pool can leave a job behind a busy thread although it might have started
/// another.)
class Threads {
public:
    Threads(std::size_t most, std::chrono::milliseconds idle) : most_(most), idle_(idle) {}
    Threads(const Threads&) = delete;
    Threads& operator=(const Threads&) = delete;
    ~Threads() { stop(); }

    /// False once stopped.
    bool run(std::function<void()> job);
    /// True while a job waits and every thread there may be is busy.
    bool crowded() const { return crowded_; }
    /// Finishes what was given and returns when every thread has ended.
    void stop();

private:
    void work(std::list<std::thread>::iterator self);
    void look_around() { crowded_ = jobs_.size() > resting_ && threads_.size() >= most_; }

    const std::size_t most_;
    const std::chrono::milliseconds idle_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::function<void()>> jobs_;
    std::atomic<bool> crowded_ = false;
    std::list<std::thread> threads_;
    std::vector<std::thread> ended_;  ///< to be joined
    std::size_t resting_ = 0;
    bool stopping_ = false;
};

}  // namespace http
