#pragma once

#include "base/error.h"

#include <algorithm>
#include <chrono>

namespace base {

/// The one retry law: how long to wait before attempt `attempt + 1` (attempts count from 1). Doubles from
/// half a second to a minute; `jitter` in 0..1 takes away up to a quarter, so that those who failed together
/// come back apart.
inline std::chrono::milliseconds backoff(int attempt, double jitter)
{
    const auto doubled =
        500.0 * static_cast<double>(1U << static_cast<unsigned>(std::clamp(attempt - 1, 0, 7)));
    return std::chrono::milliseconds(static_cast<long>(std::min(doubled, 60'000.0) * (1.0 - 0.25 * jitter)));
}

}  // namespace base
