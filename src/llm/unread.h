#pragma once

#include "llm/compose.h"

namespace llm {

/// Words of one resource that nothing has read and that are not known to be without meaning: nothing that is
/// said may be dropped, so they are asked about. To be asked last, when every word that was read is used.
std::vector<Demand>
unread_in(const Reading& reading, const Wanted& wanted, std::size_t resource, std::size_t first_mention);

}  // namespace llm
