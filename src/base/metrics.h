#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <string>

namespace prometheus {
class Registry;
}

namespace base {

/// The program's figures, printed in Prometheus' text form. Labels come from closed sets, never from a user's
/// words.
class Metrics {
public:
    using Labels = std::map<std::string, std::string>;

    Metrics();
    ~Metrics();
    Metrics(const Metrics&) = delete;
    Metrics& operator=(const Metrics&) = delete;

    /// `name` ends in _total.
    void count(const std::string& name, const std::string& help, const Labels& labels = {}, double by = 1);
    void set(const std::string& name, const std::string& help, const Labels& labels, double value);
    /// `name` ends in _seconds; buckets from 1 ms to 60 s.
    void observe(
        const std::string& name,
        const std::string& help,
        const Labels& labels,
        std::chrono::duration<double> took
    );

    std::string text() const;

private:
    std::shared_ptr<prometheus::Registry> registry_;
};

}  // namespace base
