#pragma once

#include "base/error.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <future>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace server {

/// Asks many of one kind at the same time, and says of each one whether it is well. Thread-safe.
class Survey {
public:
    struct Question {
        std::string name;           ///< for people: acme/infra
        std::function<void()> ask;  ///< throws when it is not well
    };
    struct Limits {
        int at_once = 8;
        std::chrono::milliseconds deadline{5'000};       ///< within that of operations::Health
        std::chrono::milliseconds kept_for_each{1'000};  ///< answers hold that much longer with each question
    };

    explicit Survey(std::vector<Question> questions) : Survey(std::move(questions), Limits{}) {}
    Survey(std::vector<Question> questions, Limits limits);
    ~Survey();
    Survey(const Survey&) = delete;
    Survey& operator=(const Survey&) = delete;

    /// Returns when all are well. Otherwise throws, by the deadline, what is wrong with which. One that is
    /// silent is not waited for, and not asked a second time meanwhile.
    void ask();

private:
    struct Answer {
        bool given = false;
        std::optional<base::Error> error = std::nullopt;  ///< none: it is well
    };

    void begin();
    void work();
    std::optional<base::Error> answer(const Question& question) const;
    void refuse_unless_well() const;

    const std::vector<Question> questions_;
    const Limits limits_;
    std::mutex mutex_;
    std::condition_variable ended_;
    std::vector<Answer> answers_;  ///< of this round
    std::size_t next_ = 0;         ///< the first question that nobody has taken
    int running_ = 0;              ///< askers; the round ends with the last one
    std::optional<std::chrono::steady_clock::time_point> begun_;
    std::vector<std::future<void>> askers_;  ///< their ends are waited for
};

}  // namespace server
