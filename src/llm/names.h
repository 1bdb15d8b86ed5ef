#pragma once

#include "llm/compose.h"

namespace llm {

/// Which topics and names speak of which resource.
class Attribution {
public:
    Attribution(const Reading& reading, const Understood& understood)
        : reading_(reading), understood_(understood)
    {}

    /// The topic of a kind that speaks of this resource: its own, else one said for all, else the only one
    /// there is. Null when there is none, or no one can tell which.
    const Topic* topic_of(std::size_t i, Topic::Kind kind) const;
    /// What "two buckets for logs and exports" lists, each for one of them.
    std::vector<Topic> items_of(std::size_t i) const;
    /// "a bucket for logs and exports": one thing for all that is listed, so that each is part of its name.
    std::vector<Topic> listed_together(std::size_t i) const;
    std::vector<StatedName> stated_names_of(std::size_t i) const;

    const Understood& understood() const { return understood_; }
    const Reading& reading() const { return reading_; }

private:
    std::vector<Topic> list_of(std::size_t i) const;
    const Topic* shared_service() const;
    bool are_listed_apart(std::size_t one, std::size_t other) const;

    const Reading& reading_;
    const Understood& understood_;
};

struct DerivedName {
    std::string name;              ///< empty: the words give none
    const Topic* place = nullptr;  ///< the words that it was made of
};

/// checkout-exports, payments-api-db, logs-bucket. `item` is the resource's own item where it is one of a
/// list.
DerivedName
derived_name(const Attribution& attribution, std::size_t i, const Topic* item, const Prompt& prompt);

}  // namespace llm
