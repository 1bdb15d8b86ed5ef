#pragma once

#include "catalog/catalog.h"

#include <filesystem>
#include <string>
#include <vector>

namespace server {

/// One rule of config/repositories.yaml: whose pull requests go to which repository on GitHub.
struct RepositoryRule {
    std::string name;
    std::vector<std::string> teams;         ///< empty: all; as they stand in names and tags
    std::vector<std::string> environments;  ///< empty: all; by name
    std::string owner;
    std::string repository;
    std::string base_branch;  ///< empty: the repository's default
    std::string path_prefix;  ///< empty: none
};

/// None where there is no such file. Throws `invalid` with all mistakes.
std::vector<RepositoryRule>
read_repositories(const std::filesystem::path& path, const catalog::Catalog& catalog);

}  // namespace server
