#pragma once

#include "catalog/catalog.h"
#include "llm/offline.h"

namespace llm {

/// The catalog that Groundwork ships.
inline const catalog::Catalog& real_catalog()
{
    static const auto catalog =
        catalog::Catalog::load({PROJECT_DIR "/templates/terraform", PROJECT_DIR "/config"});
    return catalog;
}

inline Reply understood(const Prompt& prompt)
{
    static Offline model(real_catalog());
    return model.complete(prompt);
}

inline Reply understood(const std::string& words)
{
    Prompt prompt;
    prompt.words = words;
    return understood(prompt);
}

/// The corpus' entries of one part.
base::Value corpus(const std::string& part);

}  // namespace llm
