#include "llm/names.h"

#include "base/text.h"

#include <algorithm>
#include <set>

namespace llm {

/// The service that is named before all resources: "For checkout: a queue for orders".
const Topic* Attribution::shared_service() const
{
    const auto in_preamble = [&](const Topic& topic) {
        return topic.kind == Topic::Kind::service &&
               std::any_of(
                   understood_.wanted.shared.begin(),
                   understood_.wanted.shared.end(),
                   [&](const Range& range) { return range.begin == 0 && range.contains(topic.begin); }
               );
    };
    for (const auto* topics : {&understood_.plain, &understood_.shared})
        for (const auto& topic : *topics)
            if (in_preamble(topic))
                return &topic;
    return nullptr;
}

const Topic* Attribution::topic_of(std::size_t i, Topic::Kind kind) const
{
    const auto& resource = understood_.wanted.resources[i];
    const Topic* only = nullptr;
    std::set<std::string> names;
    const auto consider = [&](const Topic& topic) {
        if (topic.kind != kind)
            return;
        only = only == nullptr ? &topic : only;
        names.insert(topic.name);
    };
    for (const auto& topic : understood_.plain)
        if (topic.kind == kind && resource.contains(topic.begin))
            return &topic;
    if (const auto* service = shared_service(); kind == Topic::Kind::service && service != nullptr)
        return service;
    const auto together = listed_together(i);
    if (std::any_of(together.begin(), together.end(), [&](const Topic& t) { return t.kind == kind; }))
        return nullptr;  // for users and orders: neither alone
    for (const auto& topic : understood_.topics[i])
        if (topic.kind == kind && !topic.listed)
            return &topic;
    std::for_each(understood_.plain.begin(), understood_.plain.end(), consider);
    std::for_each(understood_.shared.begin(), understood_.shared.end(), consider);
    if (names.empty())
        for (std::size_t other = 0; other < understood_.topics.size(); ++other)
            if (other == i || (items_of(other).empty() && !are_listed_apart(i, other)))
                std::for_each(understood_.topics[other].begin(), understood_.topics[other].end(), consider);
    return names.size() == 1 ? only : nullptr;
}

/// one for uploads and one for thumbnails: neither's words speak of the other
bool Attribution::are_listed_apart(std::size_t one, std::size_t other) const
{
    const auto& resources = understood_.wanted.resources;
    const bool pronoun = resources[one].mention.pronoun || resources[other].mention.pronoun;
    return pronoun && !understood_.topics[one].empty();
}

std::vector<Topic> Attribution::items_of(std::size_t i) const
{
    const auto& resource = understood_.wanted.resources[i];
    return resource.plural || resource.count > 1 ? list_of(i) : std::vector<Topic>();
}

std::vector<Topic> Attribution::listed_together(std::size_t i) const
{
    const auto& resource = understood_.wanted.resources[i];
    return resource.plural || resource.count > 1 ? std::vector<Topic>() : list_of(i);
}

std::vector<Topic> Attribution::list_of(std::size_t i) const
{
    const auto& topics = understood_.topics[i];
    const auto first_listed =
        std::find_if(topics.begin(), topics.end(), [](const Topic& t) { return t.listed; });
    if (first_listed == topics.end())
        return {};
    std::vector<Topic> items;
    if (first_listed != topics.begin())
        items.push_back(*(first_listed - 1));
    for (auto next = first_listed; next != topics.end() && next->listed; ++next)
        items.push_back(*next);
    return items;
}

std::vector<StatedName> Attribution::stated_names_of(std::size_t i) const
{
    const auto& resource = understood_.wanted.resources[i];
    std::vector<StatedName> names;
    for (const auto& name : understood_.names)
        if (resource.contains(name.begin) || understood_.wanted.resources.size() == 1)
            names.push_back(name);
    if (names.empty() && resource.mention.identifier) {
        auto begin = reading_.identifier_begin(resource.mention.begin);
        while (begin < resource.mention.begin && reading_.find(begin, Role::environment) != nullptr)
            ++begin;
        const auto end = resource.mention.end;
        names.push_back({reading_.slug(begin, end), begin, end});
    }
    return names;
}

namespace {

std::string with_noun(const std::string& name, const catalog::Blueprint& type)
{
    if (type.noun.empty() || name == type.noun || name.ends_with("-" + type.noun))
        return name;
    const auto singular = stem_of(type.noun);
    if (name.ends_with("-" + singular))
        return name.substr(0, name.size() - singular.size()) + type.noun;
    return name + "-" + type.noun;
}

std::string cut(std::string name, std::size_t longest)
{
    if (name.size() > longest)
        name.resize(longest);
    while (name.ends_with('-'))
        name.pop_back();
    return name;
}

/// What a name can be made of.
struct Parts {
    const Topic* service = nullptr;
    const Topic* second = nullptr;  ///< an orders queue for checkout: orders
    const Topic* purpose = nullptr;
    bool ours = false;  ///< the service was said of this very resource, or plainly of all
};

const Topic* first_purpose(const std::vector<Topic>& topics)
{
    const auto found = std::find_if(topics.begin(), topics.end(), [](const Topic& topic) {
        return topic.kind == Topic::Kind::purpose;
    });
    return found == topics.end() ? nullptr : &*found;
}

/// The topic itself, of which a list holds copies.
const Topic* first_of(const Attribution& attribution, std::size_t i, const Topic& copy)
{
    const auto& topics = attribution.understood().topics[i];
    const auto found = std::find_if(topics.begin(), topics.end(), [&](const Topic& topic) {
        return topic.begin == copy.begin;
    });
    return found == topics.end() ? nullptr : &*found;
}

Parts parts_of(const Attribution& attribution, std::size_t i, const Topic* item)
{
    const auto& understood = attribution.understood();
    const auto& resource = understood.wanted.resources[i];
    Parts parts;
    parts.service = attribution.topic_of(i, Topic::Kind::service);
    if (item != nullptr) {
        const bool plain = parts.service != nullptr && parts.service->strong;
        if (item->kind == Topic::Kind::purpose)
            parts.purpose = item;
        if (item->kind == Topic::Kind::service || !plain)
            parts.service = item->kind == Topic::Kind::service ? item : nullptr;
    } else {
        parts.purpose = first_purpose(understood.topics[i]);
        if (parts.purpose == nullptr && understood.wanted.resources.size() == 1)
            parts.purpose = first_purpose(understood.shared);
        for (const auto& topic : understood.topics[i])
            if (topic.kind == Topic::Kind::service && parts.service != nullptr &&
                topic.name != parts.service->name)
                parts.second = &topic;
    }
    parts.ours =
        parts.service != nullptr && (resource.contains(parts.service->begin) || parts.service->strong ||
                                     (parts.purpose != nullptr && parts.purpose->its));
    return parts;
}

}  // namespace

DerivedName
derived_name(const Attribution& attribution, std::size_t i, const Topic* item, const Prompt& prompt)
{
    const auto& type = *attribution.understood().wanted.resources[i].type;
    const auto parts = parts_of(attribution, i, item);
    const auto service = parts.service != nullptr ? parts.service->name : prompt.service;
    const auto* team = attribution.topic_of(i, Topic::Kind::team);
    DerivedName derived;
    if (const auto together = attribution.listed_together(i); !together.empty() && item == nullptr) {
        std::vector<std::string> names;
        std::transform(together.begin(), together.end(), std::back_inserter(names), [](const Topic& t) {
            return t.name;
        });
        const auto joined = base::join(names, "-");
        derived.place = first_of(attribution, i, together.front());
        derived.name = service.empty() || !parts.ours ? with_noun(joined, type) : service + "-" + joined;
    } else if (parts.purpose != nullptr && !service.empty() && (parts.ours || parts.service == nullptr))
        derived = {service + "-" + parts.purpose->name, parts.purpose};
    else if (parts.purpose != nullptr)
        derived = {with_noun(parts.purpose->name, type), parts.purpose};
    else if (parts.second != nullptr)
        derived = {service + "-" + parts.second->name, parts.second};
    else if (!service.empty())
        derived = {with_noun(service, type), parts.service};
    else if (team != nullptr)
        derived = {with_noun(team->name, type), team};
    else if (!prompt.team.empty())
        derived = {with_noun(prompt.team, type), nullptr};
    derived.name = cut(std::move(derived.name), type.name.max_length);
    return derived;
}

}  // namespace llm
