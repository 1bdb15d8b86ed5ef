#include "requests/store.h"

#include "requests/claims.h"

#include <algorithm>

namespace requests {
namespace {

constexpr std::string_view columns =
    "id, created_at, actor, requester, team, service, environment, request_text, status, error, error_code, "
    "outcome, branch_name, pr_number, pr_url, pr_state, next_attempt_at, completed_at, pr_review, pr_checks, "
    "pr_repository";

Status status_from(const std::string& word)
{
    const auto found = std::find(status_words.begin(), status_words.end(), word);
    return static_cast<Status>(found - status_words.begin());
}

Request read_request(const db::Row& row)
{
    Request request;
    request.id = row.text(0);
    request.created_at = row.time(1);
    request.actor = row.text(2);
    request.requester = row.text(3);
    request.team = row.find_text(4);
    request.service = row.find_text(5);
    request.environment = row.find_text(6);
    request.request_text = row.text(7);
    request.status = status_from(row.text(8));
    request.error = row.find_text(9);
    request.error_code = row.find_text(10);
    request.outcome = base::read_json(row.text(11));
    request.branch_name = row.find_text(12);
    request.pr_number = row.find_number(13);
    request.pr_url = row.find_text(14);
    request.pr_state = row.find_text(15);
    request.next_attempt_at = row.find_time(16);
    request.completed_at = row.find_time(17);
    request.pr_review = row.find_text(18);
    request.pr_checks = row.find_text(19);
    request.pr_repository = row.find_number(20);
    return request;
}

std::vector<Request> read_requests(const std::vector<db::Row>& rows)
{
    std::vector<Request> requests;
    for (const auto& row : rows)
        requests.push_back(read_request(row));
    return requests;
}

std::string select(std::string_view rest)
{
    return "SELECT " + std::string(columns) + " FROM requests " + std::string(rest);
}

std::optional<std::string> if_any(const std::string& text)
{
    return text.empty() ? std::nullopt : std::optional(text);
}

/// Nothing is told of a branch before it is there.
std::optional<std::string> branch_there(const Document& document)
{
    return document.commit_sha.empty() ? std::nullopt : std::optional(document.branch);
}

void check_step(db::Transaction& tx, const std::string& id, Status to)
{
    const auto from = get(tx, id).status;
    if (from != to && !may_go(from, to))
        throw base::Error(
            base::Code::internal,
            "A request cannot go from " + std::string(word_of(from)) + " to " + std::string(word_of(to)) +
                ".",
            "",
            id
        );
}

void tell(
    db::Transaction& tx,
    events::Hub& hub,
    const Document& document,
    std::string_view kind,
    const base::Value& payload
)
{
    events::append(tx, hub, subject_of(document.request_id), kind, "system", payload);
}

}  // namespace

events::Subject subject_of(const std::string& request_id)
{
    return {"request", request_id};
}

void insert(db::Transaction& tx, events::Hub& hub, const Document& document)
{
    const auto& submission = document.submission;
    tx.execute(
        "INSERT INTO requests (id, created_at, actor, requester, team, service, environment, request_text, "
        "status, outcome) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'queued', '{}')",
        document.request_id,
        document.created_at,
        document.actor,
        submission.requester,
        if_any(submission.team),
        if_any(submission.service),
        if_any(submission.environment),
        words_of(submission)
    );
    events::append(
        tx,
        hub,
        subject_of(document.request_id),
        "request.queued",
        document.actor,
        {{"status", "queued"}, {"requester", submission.requester}}
    );
}

Request get(db::Transaction& tx, const std::string& id)
{
    const auto row = tx.find(select("WHERE id = $1"), id);
    if (!row)
        throw base::Error(base::Code::not_found, "There is no request " + id + ".");
    return read_request(*row);
}

std::vector<Request> list_by_pull(db::Transaction& tx, std::int64_t pr_number)
{
    return read_requests(tx.query(select("WHERE pr_number = $1 ORDER BY id"), pr_number));
}

std::vector<Request> list_by_branch(db::Transaction& tx, const std::string& branch_name)
{
    return read_requests(tx.query(select("WHERE branch_name = $1 ORDER BY id"), branch_name));
}

std::vector<Request> list(
    db::Transaction& tx,
    const std::optional<std::string>& requester,
    const std::optional<Cursor>& after,
    int limit
)
{
    const auto before = after ? after->created_at : base::Time::max();
    const auto before_id = after ? after->id : std::string();
    const auto order =
        "(created_at < $1 OR (created_at = $1 AND id < $2)) ORDER BY created_at DESC, id DESC LIMIT $3";
    const auto rows = requester ? tx.query(
                                      select(std::string("WHERE requester = $4 AND ") + order),
                                      before,
                                      before_id,
                                      limit,
                                      *requester
                                  )
                                : tx.query(select(std::string("WHERE ") + order), before, before_id, limit);
    return read_requests(rows);
}

void move(db::Transaction& tx, events::Hub& hub, const Document& document, Status to)
{
    check_step(tx, document.request_id, to);
    const auto changed = tx.execute(
        "UPDATE requests SET status = $2, outcome = $3, branch_name = $4, next_attempt_at = NULL WHERE id = "
        "$1 AND status <> $2",
        document.request_id,
        word_of(to),
        base::write_json(outcome_of(document, Texts::left_out)),
        branch_there(document)
    );
    if (changed != 0)
        tell(
            tx,
            hub,
            document,
            to == Status::needs_input ? "request.needs_input" : "request.status",
            {{"status", word_of(to)}, {"questions", document.questions}}
        );
}

void resume(
    db::Transaction& tx,
    events::Hub& hub,
    const std::string& id,
    const base::Value& answers,
    const std::string& actor
)
{
    check_step(tx, id, Status::parsing);
    tx.execute("UPDATE requests SET status = 'parsing' WHERE id = $1", id);
    events::append(
        tx, hub, subject_of(id), "request.answered", actor, {{"status", "parsing"}, {"answers", answers}}
    );
}

void complete(db::Transaction& tx, events::Hub& hub, const Document& document)
{
    check_step(tx, document.request_id, Status::completed);
    tx.execute(
        "UPDATE requests SET status = 'completed', branch_name = $2, pr_number = $3, pr_url = $4, pr_state = "
        "$5, pr_repository = $7, next_attempt_at = NULL, completed_at = $6 WHERE id = $1",
        document.request_id,
        document.branch,
        document.pr_number,
        document.pr_url,
        document.pr_state,
        tx.now(),
        document.pr_repository == 0 ? std::nullopt : std::optional(document.pr_repository)
    );
    if (document.pr_state != "open")
        release_paths(tx, document.request_id);  // it was found, and had ended
    tell(
        tx,
        hub,
        document,
        "request.completed",
        {{"status", "completed"},
         {"pr_number", document.pr_number},
         {"pr_url", document.pr_url},
         {"branch_name", document.branch}}
    );
    if (!document.pr_lacks.empty())
        tell(
            tx,
            hub,
            document,
            "request.pr_incomplete",
            {{"pr_number", document.pr_number}, {"lacks", document.pr_lacks}}
        );
}

void fail(db::Transaction& tx, events::Hub& hub, const Document& document, const base::Error& error)
{
    check_step(tx, document.request_id, Status::failed);
    tx.execute(
        "UPDATE requests SET status = 'failed', error = $2, error_code = $3, outcome = $4, branch_name = $5, "
        "next_attempt_at = NULL, completed_at = $6 WHERE id = $1",
        document.request_id,
        error.message,
        base::row_of(error.code).word,
        base::write_json(outcome_of(document, Texts::left_out)),
        branch_there(document),
        tx.now()
    );
    release_paths(tx, document.request_id);
    tell(
        tx,
        hub,
        document,
        "request.failed",
        {{"status", "failed"}, {"error", error.message}, {"code", base::row_of(error.code).word}}
    );
}

void note_retry(
    db::Transaction& tx, events::Hub& hub, const Document& document, const base::Error& error, base::Time next
)
{
    tx.execute("UPDATE requests SET next_attempt_at = $2 WHERE id = $1", document.request_id, next);
    tell(
        tx,
        hub,
        document,
        "request.retry",
        {{"error", error.message},
         {"code", base::row_of(error.code).word},
         {"next_attempt_at", base::to_rfc3339(next)}}
    );
}

}  // namespace requests
