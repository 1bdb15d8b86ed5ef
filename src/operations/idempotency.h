#pragma once

#include "db/database.h"
#include "operations/operation.h"

namespace operations {

inline constexpr std::string_view idempotency_schema = R"sql(
CREATE TABLE idempotency (
  actor TEXT NOT NULL,
  operation TEXT NOT NULL,
  key TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  status BIGINT NOT NULL,
  body TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (actor, operation, key)
);
CREATE INDEX idempotency_by_age ON idempotency (created_at)
)sql";

/// Runs `first` in this transaction and keeps its answer under the call's key for 7 days; the same key and
/// input answer the same again, the same key with another input is a `conflict`. Errors are not kept. Without
/// a key just runs. Where `keeps` is given, other answers are not kept: they may be given again.
Answer once(
    db::Transaction& tx,
    const Call& call,
    std::string_view operation,
    const std::function<Answer()>& first,
    const std::function<bool(const Answer&)>& keeps = {}
);

}  // namespace operations
