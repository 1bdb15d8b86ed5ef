#pragma once

#include "base/error.h"
#include "db/database.h"
#include "events/events.h"
#include "requests/document.h"
#include "requests/status.h"

#include <optional>

/// The table of requests, as functions on a caller's transaction. Every change is told as an event in the
/// same one.
namespace requests {

struct Request {
    std::string id;
    base::Time created_at;
    std::string actor;
    std::string requester;
    std::optional<std::string> team;
    std::optional<std::string> service;
    std::optional<std::string> environment;
    std::string request_text;
    Status status = Status::queued;
    std::optional<std::string> error;
    std::optional<std::string> error_code;
    base::Value outcome;  ///< outcome_of() without texts; empty object until something is understood
    std::optional<std::string> branch_name;
    std::optional<std::int64_t> pr_number;
    std::optional<std::string> pr_url;
    std::optional<std::string> pr_state;
    std::optional<std::int64_t> pr_repository;  ///< its host's number, where it has one
    std::optional<std::string> pr_review;       ///< none, approved, changes_requested; where the forge tells
    /// none, pending, passing, failing, unknown; where the forge tells
    std::optional<std::string> pr_checks;
    std::optional<base::Time> next_attempt_at;
    std::optional<base::Time> completed_at;
};

void insert(db::Transaction& tx, events::Hub& hub, const Document& document);

/// Throws not_found: "There is no request req-….".
Request get(db::Transaction& tx, const std::string& id);
/// Numbers count per repository: there may be several.
std::vector<Request> list_by_pull(db::Transaction& tx, std::int64_t pr_number);
/// Equal names in several repositories are several branches.
std::vector<Request> list_by_branch(db::Transaction& tx, const std::string& branch_name);

/// A place in the list, newest first.
struct Cursor {
    base::Time created_at;
    std::string id;
};
std::vector<Request> list(
    db::Transaction& tx,
    const std::optional<std::string>& requester,
    const std::optional<Cursor>& after,
    int limit
);

/// Moves the request along its life (status.h); a step that the life does not know throws `internal`, the
/// same status again changes nothing. What the document knows is written too.
void move(db::Transaction& tx, events::Hub& hub, const Document& document, Status to);
/// Answers have come: the request leaves needs_input at once, so that nobody who waits sees it rest there.
void resume(
    db::Transaction& tx,
    events::Hub& hub,
    const std::string& id,
    const base::Value& answers,
    const std::string& actor
);
void complete(db::Transaction& tx, events::Hub& hub, const Document& document);
void fail(db::Transaction& tx, events::Hub& hub, const Document& document, const base::Error& error);
void note_retry(
    db::Transaction& tx, events::Hub& hub, const Document& document, const base::Error& error, base::Time next
);

events::Subject subject_of(const std::string& request_id);

}  // namespace requests
