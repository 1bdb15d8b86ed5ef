#pragma once

#include "client/session.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace client {

/// The tree of commands while it is built, and what the command line chose from it.
struct Tree {
    CLI::App& root;
    const Surroundings& surroundings;
    Action& chosen;
};

/// Grows the whole tree on an empty root.
void grow(Tree& tree, Globals& globals);

/// The headings of `groundwork --help`.
inline constexpr const char* asking = "Ask for infrastructure";
inline constexpr const char* looking = "Look at what there is";
inline constexpr const char* running = "Run Groundwork";

/// One per command, each in a file of its name. Adds the command with its options; when the line names it,
/// `chosen` becomes what it does.
void add_provision(Tree& tree);
void add_dry_run(Tree& tree);
void add_answer(Tree& tree);
void add_cancel(Tree& tree);
void add_status(Tree& tree);
void add_list(Tree& tree);
void add_pulls(Tree& tree);
void add_catalog(Tree& tree);
void add_configure(Tree& tree);
void add_serve(Tree& tree);
void add_config(Tree& tree);
void add_token(Tree& tree);
void add_completion(Tree& tree);

/// `--json`, on those commands whose answer comes from the server.
inline void add_json(CLI::App& command, bool& json)
{
    command.add_flag("--json", json, "Print exactly what the server answered");
}

/// Makes `run(options, session)` what is done when the line names this command and none below it.
template <typename Options>
void on_choice(
    Tree& tree, CLI::App& command, std::shared_ptr<Options> options, int (*run)(const Options&, Session&)
)
{
    // The callbacks of inner commands are called first.
    command.callback([&chosen = tree.chosen, options = std::move(options), run] {
        if (!chosen)
            chosen = [options, run](Session& session) { return run(*options, session); };
    });
}

}  // namespace client
