#include "jobs/lanes.h"

namespace jobs {

void Lanes::add(const Lane& lane)
{
    const auto [known, added] = lanes_.try_emplace(lane.name, Places{lane.limit});
    if (known->second.limit != lane.limit)
        throw base::Error(base::Code::internal, "The lane " + std::string(lane.name) + " has two limits.");
}

int Lanes::room(const Lane& lane) const
{
    const auto& places = lanes_.find(lane.name)->second;
    return places.limit - places.taken;
}

bool Lanes::enter(const Lane& lane)
{
    auto& places = at(lane);
    if (places.taken >= places.limit) {
        places.queued = true;
        return false;
    }
    ++places.taken;
    return true;
}

bool Lanes::continue_into(const Lane& lane)
{
    return !at(lane).queued && enter(lane);
}

bool Lanes::leave(const Lane& lane)
{
    auto& places = at(lane);
    --places.taken;
    return places.queued;
}

}  // namespace jobs
