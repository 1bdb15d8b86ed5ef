#pragma once

#include <compare>
#include <string>

namespace base {

/// An identifier that cannot be mistaken for another noun's: Id<struct RequestTag>.
template <typename Noun> struct Id {
    std::string text;

    auto operator<=>(const Id&) const = default;
};

}  // namespace base
