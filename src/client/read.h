#pragma once

#include "base/value.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace client {

/// Reading answers leniently: a server of another version may leave members out or write null.

/// The string member; empty when there is none.
std::string text_of(const base::Value& object, std::string_view name);

/// The member; null when there is none, or `object` is no object.
const base::Value& member_of(const base::Value& object, std::string_view name);

/// The array or object member; an empty array when there is none, so that it can always be walked.
const base::Value& list_of(const base::Value& object, std::string_view name);

/// A value on one line as people write it: strings bare, everything else as JSON, null as "-".
std::string plain(const base::Value& value);

}  // namespace client
