#pragma once

#include "catalog/catalog.h"
#include "forge/forge.h"
#include "requests/document.h"

namespace requests {

/// What is pushed for the document, in one commit on its base.
forge::Branch branch_of(const Document& document);

/// The branch: a pure function of the request, <prefix>/<environment>-<type>-<name>-<8 hex of the request's
/// id>. Once the document has it, it stays, whatever the prefix is by now.
std::string branch_name(const Document& document, const std::string& prefix);

/// The commit's message: a title, a line per resource, and the trailer that names the request.
std::string commit_message(const Document& document);

/// The pull request: title, labels and a body with summary, resources, values with their sources, security
/// notes, cost, a check list and the request's words, quoted so that they are shown and nothing else.
forge::Proposal proposal(const Document& document, const catalog::Catalog& catalog);

}  // namespace requests
