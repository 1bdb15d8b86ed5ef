#pragma once

#include <string_view>

namespace forge {

/// The local forge's pull requests. Their numbers come from `pull_numbers`, whose one row is locked by
/// whoever takes the next: 1, 2, 3 … without gaps on every engine.
inline constexpr std::string_view schema = R"sql(
CREATE TABLE pulls (
    number BIGINT NOT NULL PRIMARY KEY CHECK (number > 0),
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    labels TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'merged', 'closed')),
    branch TEXT NOT NULL UNIQUE,
    base_branch TEXT NOT NULL CHECK (base_branch <> branch),
    base_sha TEXT NOT NULL CHECK (length(base_sha) = 40),
    head_sha TEXT NOT NULL CHECK (length(head_sha) = 40),
    merge_sha TEXT CHECK (length(merge_sha) = 40),
    author TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    closed_at BIGINT,
    CHECK ((state = 'merged') = (merge_sha IS NOT NULL)),
    CHECK ((state = 'open') = (closed_at IS NULL))
);
CREATE INDEX pulls_by_state ON pulls (state, number);
CREATE TABLE pull_numbers (
    id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    last BIGINT NOT NULL
);
INSERT INTO pull_numbers (id, last) VALUES (1, 0);
)sql";

}  // namespace forge
