#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace client {

/// One word that may come next on a command line.
struct Word {
    std::string text;      ///< provision, --environment
    std::string sentence;  ///< what it is
    bool takes_value = false;
};

/// A place in the tree of commands and what may come next there.
struct Place {
    std::vector<std::string> path;  ///< {"catalog", "show"}; empty: the program itself
    std::vector<Word> commands;
    std::vector<Word> options;
};

/// The tree of commands as places, outermost first.
std::vector<Place> places_of(const CLI::App& root);

std::string bash_completion(const std::vector<Place>& places);
std::string zsh_completion(const std::vector<Place>& places);
std::string fish_completion(const std::vector<Place>& places);

}  // namespace client
