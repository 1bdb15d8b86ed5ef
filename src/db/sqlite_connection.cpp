#include "base/error.h"
#include "db/sqlite.h"

#include <sqlite3.h>

namespace db {
namespace {

base::Error as_our_error(const SQLite::Exception& error)
{
    switch (error.getErrorCode()) {
    case SQLITE_CONSTRAINT:
        return {base::Code::conflict, "This would contradict what is already stored.", "", error.what()};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {base::Code::unavailable, "The database is busy; try again.", "", error.what()};
    case SQLITE_FULL:
        return {
            base::Code::unavailable,
            "The disk is full: nothing can be stored until there is room.",
            "",
            error.what()};
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
        return {base::Code::unavailable, "The database cannot be written.", "", error.what()};
    default: return {base::Code::internal, "The database refused a statement.", "", error.what()};
    }
}

void bind(SQLite::Statement& statement, std::span<const Cell> parameters)
{
    // SQLite would take a parameter that was not given for NULL
    if (static_cast<std::size_t>(statement.getBindParameterCount()) != parameters.size())
        throw base::Error(
            base::Code::internal,
            "The database refused a statement.",
            "",
            "parameters are missing or too many: " + statement.getQuery()
        );
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const auto name = "$" + std::to_string(i + 1);
        if (const auto* number = std::get_if<std::int64_t>(&parameters[i]))
            statement.bind(name, *number);
        else if (const auto* text = std::get_if<std::string>(&parameters[i]))
            statement.bind(name, *text);
        else
            statement.bind(name);
    }
}

/// More than all of ours; only SQL that is composed at run time could go beyond.
constexpr std::size_t statements_kept = 512;

Row read_row(SQLite::Statement& statement)
{
    std::vector<Cell> cells;
    for (int i = 0; i < statement.getColumnCount(); ++i) {
        const auto column = statement.getColumn(i);
        if (column.isNull())
            cells.emplace_back(nullptr);
        else if (column.isInteger())
            cells.emplace_back(column.getInt64());
        else
            cells.emplace_back(column.getString());
    }
    return Row(std::move(cells));
}

}  // namespace

Connection::Connection(const std::string& path, Access access)
try : database_(path, SQLite::OPEN_READWRITE | (access == Access::write ? SQLite::OPEN_CREATE : 0), 5000) {
    database_.exec("PRAGMA journal_mode = WAL");
    database_.exec("PRAGMA synchronous = FULL");
    database_.exec("PRAGMA foreign_keys = ON");
    allow(access);
} catch (const SQLite::Exception& error) {
    throw as_our_error(error);
}

void Connection::allow(Access access)
{
    control(access == Access::write ? "PRAGMA query_only = OFF" : "PRAGMA query_only = ON");
}

SQLite::Statement& Connection::prepared(std::string_view sql)
{
    const auto found = statements_.find(sql);
    if (found != statements_.end())
        return found->second;
    if (statements_.size() >= statements_kept)
        statements_.clear();
    return statements_.try_emplace(std::string(sql), database_, std::string(sql)).first->second;
}

std::pair<std::vector<Row>, std::int64_t>
Connection::run(std::string_view sql, std::span<const Cell> parameters)
{
    try {
        auto& statement = prepared(sql);
        std::vector<Row> rows;
        try {
            bind(statement, parameters);
            while (statement.executeStep())
                rows.push_back(read_row(statement));
        } catch (...) {
            statement.tryReset();
            statement.clearBindings();
            throw;
        }
        statement.reset();
        statement.clearBindings();
        return {std::move(rows), database_.getChanges()};
    } catch (const SQLite::Exception& error) {
        throw as_our_error(error);
    }
}

void Connection::control(const char* sql)
{
    try {
        database_.exec(sql);
    } catch (const SQLite::Exception& error) {
        throw as_our_error(error);
    }
}

bool Connection::in_transaction()
{
    return sqlite3_get_autocommit(database_.getHandle()) == 0;
}

}  // namespace db
