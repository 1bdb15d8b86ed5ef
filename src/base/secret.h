#pragma once

#include <string>
#include <utility>

namespace base {

/// A value that cannot be printed, logged or put in JSON by accident: there is no conversion but reveal().
class Secret {
public:
    Secret() = default;
    explicit Secret(std::string value) : value_(std::move(value)) {}

    bool empty() const { return value_.empty(); }

    /// The value itself, for the one call that needs it.
    const std::string& reveal() const { return value_; }

private:
    std::string value_;
};

}  // namespace base
