#include "operations/idempotency.h"

#include "base/error.h"
#include "base/random.h"

namespace operations {
namespace {

constexpr auto kept = std::chrono::hours(24 * 7);

}  // namespace

Answer once(
    db::Transaction& tx,
    const Call& call,
    std::string_view operation,
    const std::function<Answer()>& first,
    const std::function<bool(const Answer&)>& keeps
)
{
    if (!call.idempotency_key)
        return first();
    // A caller may use anything as a key, also what nobody else should read.
    const auto key = base::sha256_hex(*call.idempotency_key);
    const auto fingerprint = base::sha256_hex(base::write_json(call.input));
    tx.execute("DELETE FROM idempotency WHERE created_at < $1", tx.now() - kept);
    const auto row = tx.find(
        "SELECT fingerprint, status, body FROM idempotency WHERE actor = $1 AND operation = $2 AND key = $3",
        call.actor.name,
        operation,
        key
    );
    if (!row) {
        auto answer = first();
        if (keeps && !keeps(answer))
            return answer;
        tx.execute(
            "INSERT INTO idempotency (actor, operation, key, fingerprint, status, body, created_at) VALUES "
            "($1, $2, $3, $4, $5, $6, $7)",
            call.actor.name,
            operation,
            key,
            fingerprint,
            answer.status,
            base::write_json(answer.body),
            tx.now()
        );
        return answer;
    }
    if (row->text(0) != fingerprint)
        throw base::Error(
            base::Code::conflict,
            "This Idempotency-Key was used with another body within the last 7 days. Send a new key for a "
            "new request."
        );
    return {
        static_cast<int>(row->number(1)), base::read_json(row->text(2)), {{"Idempotent-Replayed", "true"}}};
}

}  // namespace operations
