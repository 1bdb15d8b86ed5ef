#pragma once

#include "db/database.h"

namespace server {

/// The program's schema: every room's tables, numbered. A released migration is never changed; new ones are
/// appended.
std::span<const db::Migration> migrations();

}  // namespace server
