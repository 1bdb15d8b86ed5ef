#pragma once

#include "catalog/catalog.h"
#include "requests/document.h"

namespace requests {

/// The part of the pull request's body that says what a month costs: the sum of all resources, how each is
/// reckoned, what costs by use. Depends on the document alone: prices are old, or not, at the time of the
/// request.
std::string cost_part(const Document& document, const catalog::Catalog& catalog);

}  // namespace requests
