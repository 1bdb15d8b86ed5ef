#include "client/completion.h"

#include "client/tree.h"

namespace client {
namespace {

struct Options {
    const CLI::App* root;
    std::string (*script)(const std::vector<Place>&);
};

struct Shell {
    const char* name;
    std::string (*script)(const std::vector<Place>&);
    const char* how;
};

constexpr std::array<Shell, 3> shells{{
    {"bash",
     bash_completion,
     "groundwork completion bash > ~/.local/share/bash-completion/completions/groundwork"},
    {"zsh", zsh_completion, "groundwork completion zsh > \"${fpath[1]}/_groundwork\""},
    {"fish", fish_completion, "groundwork completion fish > ~/.config/fish/completions/groundwork.fish"},
}};

void append_options(std::vector<Word>& words, const CLI::App& app)
{
    for (const auto* option : app.get_options())
        for (const auto& name : option->get_lnames())
            if (std::none_of(words.begin(), words.end(), [&](const Word& w) {
                    return w.text == "--" + name;
                }))
                words.push_back({"--" + name, option->get_description(), option->get_items_expected_max() > 0}
                );
}

void append_places(std::vector<Place>& places, const CLI::App& app, std::vector<std::string> path)
{
    Place place{path, {}, {}};
    // What the outer commands take is taken here too.
    for (const auto* outer = &app; outer != nullptr; outer = outer->get_parent())
        append_options(place.options, *outer);
    const auto children = app.get_subcommands([](const CLI::App*) { return true; });
    for (const auto* child : children)
        place.commands.push_back({child->get_name(), child->get_description()});
    places.push_back(std::move(place));
    for (const auto* child : children) {
        auto below = path;
        below.push_back(child->get_name());
        append_places(places, *child, std::move(below));
    }
}

int completion(const Options& options, Session& session)
{
    session.screen().out() << options.script(places_of(*options.root));
    return exit_done;
}

int explain(const Options& options, Session& session)
{
    session.screen().out() << options.root->get_subcommand("completion")->help("groundwork");
    return exit_done;
}

}  // namespace

std::vector<Place> places_of(const CLI::App& root)
{
    std::vector<Place> places;
    append_places(places, root, {});
    return places;
}

void add_completion(Tree& tree)
{
    auto* command =
        tree.root.add_subcommand("completion", "Print a script that completes commands in your shell");
    command->group(running);
    std::string examples = "Examples:";
    for (const auto& shell : shells) {
        auto* below = command->add_subcommand(shell.name, std::string("The script for ") + shell.name);
        below->footer(std::string("Example:\n  ") + shell.how);
        on_choice(tree, *below, std::make_shared<Options>(Options{&tree.root, shell.script}), completion);
        examples += std::string("\n  ") + shell.how;
    }
    command->footer(examples);
    on_choice(tree, *command, std::make_shared<Options>(Options{&tree.root, nullptr}), explain);
}

}  // namespace client
