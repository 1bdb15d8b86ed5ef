#include "base/clock.h"

#include <fmt/format.h>

namespace base {

Time RealClock::now() const
{
    return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

std::chrono::microseconds RealClock::running() const
{
    return std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now().time_since_epoch()
    );
}

std::string to_rfc3339(Time time)
{
    auto day = std::chrono::floor<std::chrono::days>(time);
    std::chrono::year_month_day date(day);
    std::chrono::hh_mm_ss of_day(std::chrono::floor<std::chrono::milliseconds>(time - day));
    return fmt::format(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
        static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()),
        static_cast<unsigned>(date.day()),
        of_day.hours().count(),
        of_day.minutes().count(),
        of_day.seconds().count(),
        of_day.subseconds().count()
    );
}

}  // namespace base
