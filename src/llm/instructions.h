#pragma once

#include "base/error.h"
#include "catalog/catalog.h"
#include "llm/model.h"
#include "llm/schema.h"

namespace llm {

/// The fixed part of every prompt: the platform team's file, then the catalog in words. Nothing secret is in
/// it, and nothing of any request.
struct Instructions {
    std::string text;
    std::string name;  ///< understand@<first digits of the text's SHA-256>
    Summary summary = Summary::left_out;

    /// Reads `folder`/understand.md, and `folder`/summary.md where a summary is wanted. Throws `invalid` that
    /// names the file when it is missing or empty.
    static Instructions load(
        const std::filesystem::path& folder,
        const catalog::Catalog& catalog,
        Summary summary = Summary::left_out
    );
};

/// The request as data: one JSON document between tags, in which no tag can stand.
std::string quoted(const Prompt& prompt);

/// What was wrong with a reply, for the model to repair.
std::string corrections(const std::vector<base::Problem>& problems);

}  // namespace llm
