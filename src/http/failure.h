#pragma once

#include "base/error.h"
#include "http/message.h"

namespace http {

/// The error in the wire's one shape. `status` 0: the one that belongs to its code.
Response failure(const base::Error& error, const std::string& trace_id, int status = 0);

}  // namespace http
