#pragma once

#include <string>
#include <string_view>

namespace git {

/// Throws `invalid` unless `path` is relative, has no empty, `.` or `..` component, no control character or
/// backslash, and names .git in none of the disguises that some file system takes for it (.GIT, git~1, ".git
/// ", .git::$DATA, …).
void check_path(std::string_view path);

/// Throws `invalid` for what git does not allow as a branch's name.
void check_branch_name(const std::string& name);

}  // namespace git
