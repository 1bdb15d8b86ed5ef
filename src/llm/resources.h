#pragma once

#include "llm/mentions.h"

namespace llm {

/// A stretch of words: [begin, end).
struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;

    bool contains(std::size_t i) const { return i >= begin && i < end; }
};

/// One thing that the request asks for, and the stretches of the request that speak of it.
struct Resource {
    Mention mention;
    const catalog::Blueprint* type = nullptr;      ///< null: the words leave it open
    std::vector<const catalog::Blueprint*> types;  ///< then: what it may be
    std::vector<Range> ranges;
    std::size_t count = 1;
    bool plural = false;
    std::optional<std::size_t> like;  ///< one more of these: the resource that "one" stands for
    std::size_t group = 0;  ///< where it is one of "two buckets, one for…": the number of the group, from 1

    bool contains(std::size_t i) const;
};

/// What the mentions ask for, in order.
struct Wanted {
    std::vector<Resource> resources;
    std::vector<Mention> foreign;  ///< asked for, but of a kind that the catalog does not have
    std::vector<Range> shared;     ///< stretches that speak of all: before the first resource, "both …"
    std::vector<std::pair<std::size_t, Range>> groups;  ///< stretches that speak of a group
};

Wanted wanted_by(const Reading& reading, const std::vector<Mention>& mentions);

}  // namespace llm
