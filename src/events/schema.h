#pragma once

#include <string_view>

namespace events {

/// Append-only: no statement of ours updates or deletes an event.
inline constexpr std::string_view schema = R"sql(
CREATE TABLE events (
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    number BIGINT NOT NULL CHECK (number >= 1),
    kind TEXT NOT NULL,
    actor TEXT NOT NULL,
    payload TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (subject_kind, subject_id, number)
);
)sql";

}  // namespace events
