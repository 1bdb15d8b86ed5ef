#include "client/tree.h"

namespace client {
namespace {

struct Options {};

int config(const Options&, Session& session)
{
    std::vector<std::vector<std::string>> rows;
    for (const auto& entry : session.surroundings().local.configuration()) {
        const bool masked = entry.setting->secret && !entry.text.empty();
        rows.push_back({std::string(entry.setting->variable), masked ? "********" : entry.text, entry.origin}
        );
    }
    session.screen().table({"setting", "is", "because of"}, rows);
    return exit_done;
}

}  // namespace

void add_config(Tree& tree)
{
    auto* command = tree.root.add_subcommand("config", "Print every setting and where its value came from");
    command->group(running);
    command->footer("Example:\n  groundwork config\n\nSecrets are masked.");
    on_choice(tree, *command, std::make_shared<Options>(), config);
}

}  // namespace client
