#pragma once

#include "base/value.h"

#include <string>
#include <string_view>

namespace client {

/// Whether a request goes on from this status only when a person does something, or not at all.
bool is_settled(std::string_view status);

/// The exit code that tells how a request stands: 0, the error's, 7 when refused, 8 when it needs input.
/// `request` is the answer of GET …/status.
int exit_code_of(const base::Value& request);

/// The exit code that tells how a dry run came out.
int exit_code_of_dry_run(const base::Value& preview);

}  // namespace client
