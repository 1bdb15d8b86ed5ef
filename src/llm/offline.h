#pragma once

#include "llm/model.h"

#include <memory>

namespace catalog {
class Catalog;
}

namespace llm {

class Lexicon;

/// Understands requests without an account: a grammar over the words of the catalog. What it does not
/// understand it asks back or refuses; it never guesses a type. Deterministic, and free of state between
/// calls.
///
/// The way of a request: words → lexicon (phrases) → reading → mentions (kinds) → intent → resources → names,
/// topics, places, parameters → drafts (compose.cpp).
class Offline final : public Model {
public:
    /// `catalog` must outlive the model.
    explicit Offline(const catalog::Catalog& catalog);
    ~Offline() override;
    Offline(const Offline&) = delete;
    Offline& operator=(const Offline&) = delete;

    Reply complete(const Prompt& prompt) override;

private:
    std::unique_ptr<const Lexicon> lexicon_;
};

}  // namespace llm
