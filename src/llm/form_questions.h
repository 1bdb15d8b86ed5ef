#pragma once

#include "catalog/catalog.h"
#include "catalog/draft.h"

namespace llm {

/// The question for a field, in the catalog's words; `blueprint` is null while the type is open. Nullopt for
/// a field that such a resource does not have.
std::optional<catalog::Question> question_for(
    const catalog::Catalog& catalog,
    const catalog::Blueprint* blueprint,
    std::size_t index,
    const std::string& field
);

/// The refusal with this reason, in the catalog's words.
catalog::Refusal refusal_for(const catalog::Catalog& catalog, const std::string& reason);

}  // namespace llm
