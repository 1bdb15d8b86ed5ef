#include "events/events.h"

namespace events {

std::int64_t append(
    db::Transaction& tx,
    Hub& hub,
    const Subject& subject,
    std::string_view kind,
    std::string_view actor,
    const base::Value& payload
)
{
    const auto newest = tx.find(
        "SELECT MAX(number) FROM events WHERE subject_kind = $1 AND subject_id = $2", subject.kind, subject.id
    );
    const auto number = newest->find_number(0).value_or(0) + 1;
    tx.execute(
        "INSERT INTO events (subject_kind, subject_id, number, kind, actor, payload, at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7)",
        subject.kind,
        subject.id,
        number,
        kind,
        actor,
        base::write_json(payload),
        tx.now()
    );
    tx.after_commit([&hub, subject] { hub.tell(subject); });
    return number;
}

std::vector<Event> list(db::Transaction& tx, const Subject& subject, std::int64_t after, int limit)
{
    std::vector<Event> events;
    for (const auto& row : tx.query(
             "SELECT number, kind, actor, payload, at FROM events "
             "WHERE subject_kind = $1 AND subject_id = $2 AND number > $3 ORDER BY number LIMIT $4",
             subject.kind,
             subject.id,
             after,
             limit
         ))
        events.push_back(
            {row.number(0), row.text(1), row.text(2), base::Value::parse(row.text(3)), row.time(4)}
        );
    return events;
}

}  // namespace events
