#pragma once

#include "requests/provision.h"

/// The stages of provision, each on the document alone: what they need is in it, what they find out goes into
/// it.
namespace requests::stages {

/// llm: words → drafts, questions or a refusal. A reply that was saved is never asked for again.
void parse(const Means& means, Document& document);

/// catalog: drafts → specs, questions or a refusal.
void check(const Means& means, Document& document);

/// Understood once more, now that answers have come.
void answer(const Means& means, Document& document, const base::Value& answers);

/// hcl: specs → files. Throws for a document that was refused or needs input.
void render(const Means& means, Document& document);

/// git: a branch with one commit. Looks first.
void commit(const Means& means, Document& document);

/// forge: finds the pull request or opens it.
void publish(const Means& means, Document& document);

/// The Error with which a refused or unclear request ends.
base::Error ending(const Document& document);

}  // namespace requests::stages
