#pragma once

#include "base/error.h"
#include "catalog/catalog.h"
#include "llm/model.h"
#include "llm/schema.h"

namespace llm {

/// A form that a language model filled (see schema_of), read as what anybody may have written: text → JSON →
/// the form's schema → the catalog's check of every value. Fields that the caller stated are left out, so
/// that only the caller's words count. Throws `invalid` with all problems.
Reply read_form(
    const catalog::Catalog& catalog,
    const Prompt& prompt,
    std::string_view text,
    Summary summary = Summary::left_out
);

}  // namespace llm
