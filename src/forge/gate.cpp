#include "forge/gate.h"

#include "base/error.h"
#include "base/text.h"
#include "git/paths.h"

#include <algorithm>

namespace forge {
namespace {

[[noreturn]] void refuse(const std::string& why)
{
    throw base::Error(base::Code::invalid, why + " Nothing was written.");
}

void check_names(const std::string& path)
{
    git::check_path(path);
    for (const auto& name : base::split(base::lower_ascii(path), '/'))
        if (name.starts_with(".git"))
            refuse("The path " + path + " would steer git or its server.");
}

}  // namespace

void check_branch(const Branch& branch)
{
    if (branch.files.empty())
        refuse("The branch " + branch.name + " would hold no files.");
    for (const auto& directory : branch.directories)
        check_names(directory);
    for (const auto& [path, content] : branch.files) {
        check_names(path);
        const auto holds = [&path = path](const auto& directory) {
            return path.starts_with(directory + "/");
        };
        if (std::none_of(branch.directories.begin(), branch.directories.end(), holds))
            refuse("The file " + path + " lies outside the directories of this branch.");
    }
}

}  // namespace forge
