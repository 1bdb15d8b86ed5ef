#pragma once

#include "db/database.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <map>

namespace db {

enum class Access { read, write };

/// One connection and its prepared statements. Used by one thread at a time.
class Connection {
public:
    /// Throws `unavailable` when the file cannot be opened.
    Connection(const std::string& path, Access access);

    /// From now on. A statement that writes is refused (`unavailable`) where only reading is allowed.
    void allow(Access access);

    /// Runs one statement and gives all its rows. Throws our Error.
    std::pair<std::vector<Row>, std::int64_t> run(std::string_view sql, std::span<const Cell> parameters);
    /// BEGIN, COMMIT and their kin.
    void control(const char* sql);
    bool in_transaction();

private:
    SQLite::Statement& prepared(std::string_view sql);

    SQLite::Database database_;
    std::map<std::string, SQLite::Statement, std::less<>> statements_;
};

class SqliteTransaction final : public Transaction {
public:
    SqliteTransaction(Connection& connection, base::Time now) : Transaction(now), connection_(connection) {}

    std::vector<std::function<void()>> take_after_commit() { return std::move(after_commit_); }

private:
    Answer run(std::string_view sql, std::span<const Cell> parameters) override
    {
        auto [rows, changed] = connection_.run(sql, parameters);
        return {std::move(rows), changed};
    }

    Connection& connection_;
};

}  // namespace db
