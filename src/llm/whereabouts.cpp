#include "llm/whereabouts.h"

#include <algorithm>

namespace llm {
namespace {

/// production and dev Postgres: the first environment stands before the resource's own words and belongs
/// to them
bool is_coordinated(
    const Reading& reading, const Place& place, const Resource& resource, const std::vector<Place>& places
)
{
    const auto own = std::find_if(places.begin(), places.end(), [&](const Place& other) {
        return other.begin > place.end && other.begin - place.end <= 2 && resource.contains(other.begin);
    });
    if (own == places.end())
        return false;
    for (auto i = place.end; i < own->begin; ++i)
        if (!reading.is(i, english::conjunction | english::article) && !reading.is_mark(i, ",&+"))
            return false;
    return own->begin > place.end;
}

bool is_shared(const Wanted& wanted, const Resource& resource, const Place& place)
{
    const auto in_range = [&](const Range& range) { return range.contains(place.begin); };
    bool shared = std::any_of(wanted.shared.begin(), wanted.shared.end(), in_range);
    for (const auto& [group, range] : wanted.groups)
        shared = shared || (group == resource.group && in_range(range));
    return shared;
}

}  // namespace

std::vector<Place> places_of(
    const Reading& reading,
    const Understood& understood,
    const Resource& resource,
    const std::vector<Place>& places
)
{
    std::vector<Place> own;
    std::vector<Place> shared;
    for (const auto& place : places) {
        if (resource.contains(place.begin) || is_coordinated(reading, place, resource, places))
            own.push_back(place);
        if (is_shared(understood.wanted, resource, place))
            shared.push_back(place);
    }
    return !own.empty() ? own : !shared.empty() ? shared : places;
}

std::vector<std::string> names_of(const std::vector<Place>& places)
{
    std::vector<std::string> names;
    for (const auto& place : places)
        if (std::find(names.begin(), names.end(), place.name) == names.end())
            names.push_back(place.name);
    return names;
}

bool means_each(const Reading& reading, const Resource& resource, const std::vector<Place>& places)
{
    return resource.plural || std::any_of(places.begin(), places.end(), [&](const Place& place) {
               return place.begin > 0 &&
                      (reading.says(place.begin - 1, "both") || reading.says(place.begin - 1, "each"));
           });
}

}  // namespace llm
