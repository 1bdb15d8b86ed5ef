#include "client/tree.h"

#include "client/help.h"

namespace client {
namespace {

/// The order is that of `groundwork --help`.
constexpr std::array commands{
    add_provision,
    add_dry_run,
    add_answer,
    add_cancel,
    add_status,
    add_list,
    add_pulls,
    add_catalog,
    add_configure,
    add_serve,
    add_config,
    add_token,
    add_completion};

}  // namespace

void grow(Tree& tree, Globals& globals)
{
    auto& root = tree.root;
    root.description(
        "Turns a sentence into reviewed infrastructure: Terraform, on a branch, in a pull request.\n"
    );
    root.name("groundwork");
    root.formatter(help_layout());
    root.fallthrough();
    root.require_subcommand(0, 1);
    root.set_help_flag("--help", "Print this help");
    root.set_version_flag("--version", "groundwork " + tree.surroundings.version, "Print the version");
    root.add_option("--server", globals.server, "The server's address, such as http://localhost:8000")
        ->option_text("<address>");
    root.add_option("--token", globals.token, "A token, where the server wants one")->option_text("<token>");
    for (const auto add : commands)
        add(tree);
    // Last, because a command that is added inherits it.
    root.footer(help_footer());
}

}  // namespace client
