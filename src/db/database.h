#pragma once

#include "base/clock.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace db {

/// What a column holds: nothing, BIGINT or TEXT. There are no other types in our schema.
using Cell = std::variant<std::nullptr_t, std::int64_t, std::string>;

Cell to_cell(std::nullptr_t);
Cell to_cell(std::int64_t number);
Cell to_cell(int number);
Cell to_cell(bool flag);
Cell to_cell(base::Time time);
Cell to_cell(std::string text);
Cell to_cell(std::string_view text);
Cell to_cell(const char* text);
template <typename T> Cell to_cell(const std::optional<T>& value)
{
    return value ? to_cell(*value) : Cell(nullptr);
}

/// One row of an answer; columns count from 0. Asking for the wrong type throws `internal`.
class Row {
public:
    explicit Row(std::vector<Cell> cells) : cells_(std::move(cells)) {}

    const std::string& text(std::size_t column) const;
    std::int64_t number(std::size_t column) const;
    base::Time time(std::size_t column) const { return base::from_micros(number(column)); }
    bool flag(std::size_t column) const { return number(column) != 0; }
    bool is_null(std::size_t column) const
    {
        return std::holds_alternative<std::nullptr_t>(cells_.at(column));
    }
    std::optional<std::string> find_text(std::size_t column) const;
    std::optional<std::int64_t> find_number(std::size_t column) const;
    std::optional<base::Time> find_time(std::size_t column) const;

private:
    std::vector<Cell> cells_;
};

/// An open transaction. SQL is one text for every engine: parameters are $1, $2, … and are bound by that
/// name.
class Transaction {
public:
    explicit Transaction(base::Time now) : now_(now) {}
    virtual ~Transaction() = default;
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    /// The one time of this transaction.
    base::Time now() const { return now_; }

    template <typename... Parameters>
    std::vector<Row> query(std::string_view sql, const Parameters&... parameters)
    {
        const std::vector<Cell> cells{to_cell(parameters)...};
        return run(sql, cells).rows;
    }

    /// The first row, or nullopt.
    template <typename... Parameters>
    std::optional<Row> find(std::string_view sql, const Parameters&... parameters)
    {
        auto rows = query(sql, parameters...);
        return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
    }

    /// How many rows were changed. Throws `conflict` when a constraint refuses (detail: the engine's own
    /// words).
    template <typename... Parameters>
    std::int64_t execute(std::string_view sql, const Parameters&... parameters)
    {
        const std::vector<Cell> cells{to_cell(parameters)...};
        return run(sql, cells).changed;
    }

    /// For statements whose parameters are counted at run time.
    std::vector<Row> query_with(std::string_view sql, std::span<const Cell> cells)
    {
        return run(sql, cells).rows;
    }

    /// Runs when, and only when, this transaction is durable; on the thread that committed it. Must not
    /// throw.
    void after_commit(std::function<void()> then) { after_commit_.push_back(std::move(then)); }

protected:
    struct Answer {
        std::vector<Row> rows;
        std::int64_t changed = 0;
    };
    virtual Answer run(std::string_view sql, std::span<const Cell> parameters) = 0;

    std::vector<std::function<void()>> after_commit_;

private:
    base::Time now_;
};

/// Where everything durable lives. `read` and `write` are the only forms.
class Database {
public:
    virtual ~Database() = default;

    /// Reads one snapshot.
    template <typename Function> auto read(Function&& function)
    {
        return call<Function>(std::forward<Function>(function), [this](const Body& body) { run_read(body); });
    }

    /// Writes in one transaction; returns when it is durable. `function` may run twice and touches nothing
    /// outside the database. What it throws rolls back this write and no other, and is thrown here.
    template <typename Function> auto write(Function&& function)
    {
        return call<Function>(std::forward<Function>(function), [this](const Body& body) {
            run_write(body);
        });
    }

    /// "sqlite" or "postgresql", and where.
    virtual std::string describe() const = 0;

protected:
    using Body = std::function<void(Transaction&)>;
    virtual void run_read(const Body& body) = 0;
    virtual void run_write(const Body& body) = 0;

private:
    template <typename Function, typename Run> static auto call(Function&& function, const Run& run)
    {
        using Result = std::invoke_result_t<Function, Transaction&>;
        if constexpr (std::is_void_v<Result>) {
            run([&](Transaction& tx) { function(tx); });
        } else {
            std::optional<Result> result;
            run([&](Transaction& tx) { result.emplace(function(tx)); });
            return *std::move(result);
        }
    }
};

/// One numbered step of the schema. Each room that stores something has a list of these; numbers rise without
/// gaps over the whole program and are never changed once released.
struct Migration {
    int number;
    std::string_view name;
    std::string_view sql;  ///< statements separated by ";\n"
};

/// Applies what is missing, each in its own transaction with its record. Throws `internal` when the database
/// is newer than the program.
void migrate(Database& database, std::span<const Migration> migrations);

/// SQLite in a file (WAL, synchronous=FULL). One writer thread commits what is waiting as a group, each write
/// in a savepoint of its own. `clock` must outlive the database.
std::unique_ptr<Database> open_sqlite(const std::string& path, const base::Clock& clock);

/// SQLite in memory, for tests: the same code on one connection.
std::unique_ptr<Database> open_sqlite_in_memory(const base::Clock& clock);

}  // namespace db
