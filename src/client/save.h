#pragma once

#include "base/value.h"

#include <filesystem>
#include <vector>

namespace client {

/// Writes a dry run's files below `folder`, each as <resource's directory>/<name>, and returns their paths.
/// Names come from the server: throws `invalid`, before anything is written, when one would lie outside of
/// `folder`.
std::vector<std::filesystem::path>
save_files(const base::Value& preview, const std::filesystem::path& folder);

}  // namespace client
