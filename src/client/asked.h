#pragma once

#include "base/value.h"
#include "client/tree.h"

namespace client {

/// What is asked for: the inputs that provision and dry-run share.
struct Asked {
    std::vector<std::string> words;
    std::string environment;
    std::string team;
    std::string service;
    std::string requester;
    std::vector<std::string> answers;    ///< key=value
    std::vector<std::string> resources;  ///< file names; - is standard input

    std::string sentence() const;
};

void add_asked(CLI::App& command, Asked& asked);

/// The body of a provision or a dry run. Throws `invalid` unless there is either a sentence or typed
/// resources, and for files that hold no resources; `not_found` for files that are not there.
base::Value body_of(const Asked& asked, Session& session);

/// {key: value} of `key=value` texts. Throws `invalid` with all that are malformed or named twice.
base::Value read_answers(const std::vector<std::string>& texts);

}  // namespace client
