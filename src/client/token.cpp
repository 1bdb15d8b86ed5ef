#include "base/text.h"
#include "client/tree.h"

namespace client {
namespace {

struct Options {
    std::string name;
    std::vector<std::string> scopes;
};

int create(const Options& options, Session& session)
{
    const auto token = session.surroundings().local.tokens.create(options.name, options.scopes);
    // The token alone goes to the output, so that a script can keep it: TOKEN=$(groundwork token create …)
    session.screen().line(token.reveal());
    session.surroundings().terminal.error << "This is the only time that it is shown.\n";
    return exit_done;
}

int list(const Options&, Session& session)
{
    std::vector<std::vector<std::string>> rows;
    for (const auto& token : session.surroundings().local.tokens.list())
        rows.push_back(
            {token.name, base::join(token.scopes, ", "), token.created_at, token.revoked ? "revoked" : ""}
        );
    if (rows.empty())
        session.screen().line("No tokens yet. The first one: groundwork token create me --scope admin");
    else
        session.screen().table({"name", "may", "created", ""}, rows);
    return exit_done;
}

int revoke(const Options& options, Session& session)
{
    session.surroundings().local.tokens.revoke(options.name);
    session.screen().line(session.screen().symbol(Symbol::done) + " revoked");
    return exit_done;
}

void add_create(Tree& tree, CLI::App& tokens)
{
    auto* command = tokens.add_subcommand("create", "Make a token and print it, once");
    auto options = std::make_shared<Options>();
    const auto known = tree.surroundings.local.tokens.scopes;
    const std::vector<std::string> scopes(known.begin(), known.end());
    command->add_option("name", options->name, "Whose it is; events carry this name")
        ->required()
        ->option_text(" ");
    command
        ->add_option(
            "--scope", options->scopes, "What it may do: " + base::join(scopes, ", ") + "; may be repeated"
        )
        ->required()
        ->allow_extra_args(false)
        ->check(CLI::IsMember(scopes))
        ->option_text("<scope>");
    command->footer("Examples:\n"
                    "  groundwork token create me --scope admin\n"
                    "  groundwork token create backstage --scope read --scope request --scope on_behalf");
    on_choice(tree, *command, options, create);
}

}  // namespace

void add_token(Tree& tree)
{
    auto* command =
        tree.root.add_subcommand("token", "Make, list and revoke tokens of this machine's server");
    command->group(running);
    add_create(tree, *command);

    auto* list_command = command->add_subcommand("list", "List all tokens and what they may do");
    list_command->footer("Example:\n  groundwork token list");
    on_choice(tree, *list_command, std::make_shared<Options>(), list);

    auto* revoke_command = command->add_subcommand("revoke", "Make a token worthless");
    auto revoked = std::make_shared<Options>();
    revoke_command->add_option("name", revoked->name, "The token's name")->required()->option_text(" ");
    revoke_command->footer("Example:\n  groundwork token revoke backstage");
    on_choice(tree, *revoke_command, revoked, revoke);

    command->footer(
        "Examples:\n  groundwork token create me --scope admin\n  groundwork token list\n\n"
        "Tokens are made in the store itself, without a server: the first one has to come from somewhere."
    );
    on_choice(tree, *command, std::make_shared<Options>(), list);
}

}  // namespace client
