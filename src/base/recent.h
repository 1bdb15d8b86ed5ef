#pragma once

#include <cstddef>
#include <list>
#include <map>
#include <utility>

namespace base {

/// Keeps what was used last: when all of it weighs more than the limit, what was not used for the longest
/// time goes.
template <typename Key, typename Value> class Recent {
public:
    explicit Recent(std::size_t limit) : limit_(limit) {}

    /// Null when it is not there, or not any more. Good until the next put().
    Value* find(const Key& key)
    {
        const auto found = places_.find(key);
        if (found == places_.end())
            return nullptr;
        entries_.splice(entries_.begin(), entries_, found->second);
        return &found->second->value;
    }

    /// In place of what was there. What alone weighs more than the limit is not kept.
    void put(const Key& key, Value value, std::size_t weight = 1)
    {
        if (const auto found = places_.find(key); found != places_.end())
            drop(found->second);
        entries_.push_front({key, std::move(value), weight});
        places_[key] = entries_.begin();
        weight_ += weight;
        while (weight_ > limit_)
            drop(std::prev(entries_.end()));
    }

private:
    struct Entry {
        Key key;
        Value value;
        std::size_t weight;
    };
    using Place = typename std::list<Entry>::iterator;

    void drop(Place place)
    {
        weight_ -= place->weight;
        places_.erase(place->key);
        entries_.erase(place);
    }

    std::size_t limit_;
    std::size_t weight_ = 0;
    std::list<Entry> entries_;  ///< what was used last comes first
    std::map<Key, Place> places_;
};

}  // namespace base
