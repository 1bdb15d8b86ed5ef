#include "base/error.h"
#include "db/database.h"

namespace db {
namespace {

void apply(Transaction& tx, const Migration& migration)
{
    auto rest = migration.sql;
    while (!rest.empty()) {
        const auto end = rest.find(";\n");
        const auto statement = rest.substr(0, end);
        if (statement.find_first_not_of(" \n") != std::string_view::npos)
            tx.execute(statement);
        rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 2);
    }
    tx.execute(
        "INSERT INTO migrations (number, name, applied_at) VALUES ($1, $2, $3)",
        migration.number,
        migration.name,
        tx.now()
    );
}

}  // namespace

void migrate(Database& database, std::span<const Migration> migrations)
{
    const auto newest = database.write([](Transaction& tx) {
        tx.execute("CREATE TABLE IF NOT EXISTS migrations (number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT "
                   "NULL, applied_at BIGINT NOT NULL)");
        return tx.query("SELECT COALESCE(MAX(number), 0) FROM migrations").front().number(0);
    });
    if (!migrations.empty() && newest > migrations.back().number)
        throw base::Error(
            base::Code::internal,
            "The database was written by a newer version of groundwork (schema " + std::to_string(newest) +
                ", this program knows " + std::to_string(migrations.back().number) +
                "). Start that version instead."
        );
    int expected = 1;
    for (const auto& migration : migrations) {
        if (migration.number != expected++)
            throw base::Error(
                base::Code::internal,
                "The migrations are not numbered without gaps.",
                "",
                std::string(migration.name)
            );
        if (migration.number > newest)
            database.write([&](Transaction& tx) { apply(tx, migration); });
    }
}

}  // namespace db
