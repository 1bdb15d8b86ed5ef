#include "base/error.h"
#include "db/database.h"

namespace db {
namespace {

template <typename T> const T& get(const Cell& cell)
{
    if (const auto* value = std::get_if<T>(&cell))
        return *value;
    throw base::Error(base::Code::internal, "A column does not hold what was expected.");
}

}  // namespace

Cell to_cell(std::nullptr_t)
{
    return nullptr;
}
Cell to_cell(std::int64_t number)
{
    return number;
}
Cell to_cell(int number)
{
    return std::int64_t{number};
}
Cell to_cell(bool flag)
{
    return std::int64_t{flag ? 1 : 0};
}
Cell to_cell(base::Time time)
{
    return base::to_micros(time);
}
Cell to_cell(std::string text)
{
    return text;
}
Cell to_cell(std::string_view text)
{
    return std::string(text);
}
Cell to_cell(const char* text)
{
    return std::string(text);
}

const std::string& Row::text(std::size_t column) const
{
    return get<std::string>(cells_.at(column));
}
std::int64_t Row::number(std::size_t column) const
{
    return get<std::int64_t>(cells_.at(column));
}

std::optional<std::string> Row::find_text(std::size_t column) const
{
    return is_null(column) ? std::nullopt : std::optional(text(column));
}

std::optional<std::int64_t> Row::find_number(std::size_t column) const
{
    return is_null(column) ? std::nullopt : std::optional(number(column));
}

std::optional<base::Time> Row::find_time(std::size_t column) const
{
    return is_null(column) ? std::nullopt : std::optional(time(column));
}

}  // namespace db
