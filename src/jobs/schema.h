#pragma once

#include <string_view>

namespace jobs {

/// `run_at` is the time from which a job may be claimed; it is NULL while the job waits for something else
/// (its own end, a signal, a person). So the one partial index holds only what may be claimed, however many
/// jobs have ended.
inline constexpr std::string_view schema = R"sql(
CREATE TABLE jobs (
    id TEXT NOT NULL PRIMARY KEY,
    workflow TEXT NOT NULL,
    stage TEXT NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('ready', 'running', 'parked', 'done', 'failed', 'cancelled', 'needs_attention')),
    document TEXT NOT NULL,
    version BIGINT NOT NULL CHECK (version >= 1),
    attempt BIGINT NOT NULL CHECK (attempt >= 0),
    stage_attempts BIGINT NOT NULL CHECK (stage_attempts >= 0 AND stage_attempts <= attempt),
    crashes BIGINT NOT NULL CHECK (crashes >= 0 AND crashes <= 3),
    signals BIGINT NOT NULL CHECK (signals >= 0),
    run_at BIGINT,
    parked_signal TEXT,
    cancel_requested BIGINT NOT NULL CHECK (cancel_requested IN (0, 1)),
    beyond_cancel BIGINT NOT NULL CHECK (beyond_cancel IN (0, 1)),
    error_code TEXT,
    error_message TEXT,
    created_at BIGINT NOT NULL,
    ended_at BIGINT,
    CHECK ((state IN ('done', 'failed', 'cancelled')) = (ended_at IS NOT NULL)),
    CHECK (state <> 'ready' OR run_at IS NOT NULL),
    CHECK (state IN ('ready', 'parked') OR run_at IS NULL),
    CHECK (state <> 'parked' OR run_at IS NOT NULL OR parked_signal IS NOT NULL),
    CHECK (state = 'parked' OR parked_signal IS NULL),
    CHECK (state <> 'running' OR stage_attempts >= 1),
    CHECK (state NOT IN ('ready', 'parked') OR cancel_requested = 0),
    CHECK (state <> 'cancelled' OR beyond_cancel = 0),
    CHECK ((error_code IS NULL) = (error_message IS NULL)),
    CHECK (state NOT IN ('failed', 'needs_attention') OR error_code IS NOT NULL)
);
CREATE INDEX jobs_due ON jobs (workflow, stage, run_at, id) WHERE run_at IS NOT NULL;
CREATE INDEX jobs_unfinished ON jobs (id) WHERE ended_at IS NULL;
CREATE TABLE job_signals (
    job_id TEXT NOT NULL REFERENCES jobs (id),
    number BIGINT NOT NULL CHECK (number >= 1),
    name TEXT NOT NULL,
    payload TEXT NOT NULL,
    sent_at BIGINT NOT NULL,
    PRIMARY KEY (job_id, number)
);
)sql";

/// When the stage was first claimed; NULL until then. Not begun anew by a retry.
inline constexpr std::string_view stage_begin_schema = R"sql(
ALTER TABLE jobs ADD COLUMN stage_began_at BIGINT;
)sql";

/// As many crashes as a workflow endures.
inline constexpr std::string_view crashes_schema = R"sql(
ALTER TABLE jobs ADD COLUMN crashed BIGINT NOT NULL DEFAULT 0 CHECK (crashed >= 0);
UPDATE jobs SET crashed = crashes;
ALTER TABLE jobs DROP COLUMN crashes;
ALTER TABLE jobs RENAME COLUMN crashed TO crashes;
)sql";

}  // namespace jobs
