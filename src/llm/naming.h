#pragma once

#include "llm/names.h"

namespace llm {

/// One resource as the drafts that it stands for: one, or several for "three queues" and for one that is
/// wanted in several environments; each with its name, where the words give one.
struct Copies {
    std::vector<catalog::Draft> drafts;
    std::size_t wanted = 1;            ///< more than `most`: no drafts were made
    std::vector<StatedName> unusable;  ///< by draft, where a name was stated and cannot be used: asked for

    static constexpr std::size_t most = 20;
};

/// `draft` is what all of them have; `environments` are those that it is wanted in, where there are several.
Copies copies_of(
    const Attribution& attribution,
    std::size_t i,
    const catalog::Draft& draft,
    const std::vector<Place>& environments,
    const Prompt& prompt
);

/// Two drafts of one type that would get one name in one environment are left without, to be asked for.
void take_back_doubles(std::vector<catalog::Draft>& drafts);

}  // namespace llm
