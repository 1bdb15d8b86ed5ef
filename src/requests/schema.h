#pragma once

#include <string_view>

namespace requests {

inline constexpr std::string_view schema = R"sql(
CREATE TABLE requests (
  id TEXT NOT NULL PRIMARY KEY,
  created_at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  requester TEXT NOT NULL,
  team TEXT,
  service TEXT,
  environment TEXT,
  request_text TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('queued', 'parsing', 'needs_input', 'generating', 'creating_pr', 'completed', 'failed')),
  error TEXT,
  error_code TEXT,
  outcome TEXT NOT NULL,
  branch_name TEXT,
  pr_number BIGINT,
  pr_url TEXT,
  pr_state TEXT CHECK (pr_state IN ('open', 'merged', 'closed')),
  next_attempt_at BIGINT,
  completed_at BIGINT,
  CHECK ((status IN ('completed', 'failed')) = (completed_at IS NOT NULL)),
  CHECK ((status = 'failed') = (error IS NOT NULL)),
  CHECK ((status = 'completed') = (pr_number IS NOT NULL AND pr_url IS NOT NULL AND pr_state IS NOT NULL))
);
CREATE INDEX requests_by_age ON requests (created_at, id);
CREATE INDEX requests_by_requester ON requests (requester, created_at, id);
CREATE INDEX requests_by_pull ON requests (pr_number);
CREATE TABLE claimed_paths (
  path TEXT NOT NULL PRIMARY KEY,
  request_id TEXT NOT NULL REFERENCES requests (id)
);
CREATE INDEX claimed_paths_by_request ON claimed_paths (request_id)
)sql";

inline constexpr std::string_view progress_schema = R"sql(
ALTER TABLE requests ADD COLUMN pr_review TEXT CHECK (pr_review IN ('none', 'approved', 'changes_requested'));
ALTER TABLE requests ADD COLUMN pr_checks TEXT CHECK (pr_checks IN ('none', 'pending', 'passing', 'failing'))
)sql";

inline constexpr std::string_view repository_schema = R"sql(
ALTER TABLE requests ADD COLUMN pr_repository BIGINT;
CREATE INDEX requests_by_branch ON requests (branch_name)
)sql";

inline constexpr std::string_view unknown_checks_schema = R"sql(
ALTER TABLE requests ADD COLUMN checks TEXT
  CHECK (checks IN ('none', 'pending', 'passing', 'failing', 'unknown'));
UPDATE requests SET checks = pr_checks;
ALTER TABLE requests DROP COLUMN pr_checks;
ALTER TABLE requests RENAME COLUMN checks TO pr_checks
)sql";

inline constexpr std::string_view spending_schema = R"sql(
CREATE TABLE model_spending (
  month TEXT NOT NULL CHECK (length(month) = 7),
  requester TEXT NOT NULL,
  calls BIGINT NOT NULL CHECK (calls >= 1),
  input_tokens BIGINT NOT NULL CHECK (input_tokens >= 0),
  output_tokens BIGINT NOT NULL CHECK (output_tokens >= 0),
  cached_tokens BIGINT NOT NULL CHECK (cached_tokens >= 0),
  PRIMARY KEY (month, requester)
)
)sql";

}  // namespace requests
