#include "base/log.h"

#include "base/text.h"
#include "base/value.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <atomic>

namespace base::log {
namespace {

std::atomic<Format> chosen_format{
    Format::text};  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables):
                    // spdlog's own registry is global too

spdlog::level::level_enum to_spdlog(Level level)
{
    switch (level) {
    case Level::debug: return spdlog::level::debug;
    case Level::info: return spdlog::level::info;
    case Level::warn: return spdlog::level::warn;
    case Level::error: return spdlog::level::err;
    }
    return spdlog::level::info;
}

spdlog::logger& logger()
{
    static const auto logger = spdlog::stderr_logger_mt("groundwork");
    return *logger;
}

std::string one_line(std::string text)
{
    for (auto& c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
            c = ' ';
    return text;
}

void write(Level level, std::string_view message, Fields fields)
{
    if (!logger().should_log(to_spdlog(level)))
        return;
    if (chosen_format == Format::json) {
        auto line = Value::object({{"message", message}});
        for (const auto& [name, value] : fields)
            line[std::string(name)] = value;
        // invalid UTF-8 in a field must not lose the line
        auto members = line.dump(-1, ' ', false, Value::error_handler_t::replace);
        return logger().log(to_spdlog(level), members.substr(1));
    }
    std::string line(message);
    for (const auto& [name, value] : fields)
        line += fmt::format("  {}={}", name, value);
    logger().log(to_spdlog(level), one_line(std::move(line)));
}

}  // namespace

void configure(Level level, Format format)
{
    chosen_format = format;
    logger().set_level(to_spdlog(level));
    logger().flush_on(spdlog::level::debug);
    logger().set_pattern(
        format == Format::json ? R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v)" : "%H:%M:%S.%e %-5l %v",
        spdlog::pattern_time_type::utc
    );
}

void debug(std::string_view message, Fields fields)
{
    write(Level::debug, message, fields);
}
void info(std::string_view message, Fields fields)
{
    write(Level::info, message, fields);
}
void warn(std::string_view message, Fields fields)
{
    write(Level::warn, message, fields);
}
void error(std::string_view message, Fields fields)
{
    write(Level::error, message, fields);
}

}  // namespace base::log
