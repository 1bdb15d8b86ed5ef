#include "forge/serve_git.h"

#include "base/error.h"
#include "base/process.h"

#include <array>
#include <filesystem>

namespace forge {
namespace {

bool known(std::string_view protocol)
{
    return protocol == "version=0" || protocol == "version=1" || protocol == "version=2";
}

/// Git sees nothing of this machine but the repository: no user's and no system's configuration, no ssh, no
/// prompt.
base::Command command(std::string_view protocol, std::vector<std::string> arguments)
{
    base::Command command;
    command.argv = {"git", "upload-pack", "--strict", "--timeout=60", "--stateless-rpc"};
    command.argv.insert(command.argv.end(), arguments.begin(), arguments.end());
    command.environment = {
        {"PATH", "/usr/local/bin:/usr/bin:/bin"},
        {"HOME", "/nonexistent"},
        {"LC_ALL", "C"},
        {"GIT_CONFIG_NOSYSTEM", "1"},
        {"GIT_CONFIG_GLOBAL", "/dev/null"},
        {"GIT_CONFIG_COUNT", "1"},
        // The data directory may belong to another user than the server.
        {"GIT_CONFIG_KEY_0", "safe.directory"},
        {"GIT_CONFIG_VALUE_0", "*"},
    };
    if (known(protocol))
        command.environment["GIT_PROTOCOL"] = protocol;
    return command;
}

std::string absolute(const std::string& repository)
{
    return std::filesystem::absolute(repository).string();
}

}  // namespace

void check_git_service(std::string_view service)
{
    if (service == "git-receive-pack")
        throw base::Error(
            base::Code::forbidden,
            "This repository is read-only: changes come in through pull requests that Groundwork opens, not "
            "by a push."
        );
    if (service != "git-upload-pack")
        throw base::Error(
            base::Code::invalid,
            "Only git's smart protocol is spoken here: service=git-upload-pack.",
            "/service"
        );
}

Advertisement advertise_refs(const std::string& repository, std::string_view protocol)
{
    const auto finished = base::run(command(protocol, {"--advertise-refs", absolute(repository)}));
    if (finished.exit_code != 0)
        throw base::Error(
            base::Code::unavailable, "The repository's branches cannot be listed.", "", finished.errors
        );
    // Version 2 begins with its capabilities, the older ones with the service's name (gitprotocol-http).
    const std::string first = protocol == "version=2" ? "" : "001e# service=git-upload-pack\n0000";
    return {"application/x-git-upload-pack-advertisement", first + finished.output};
}

void upload_pack(
    const std::string& repository,
    std::string_view protocol,
    const std::string& body,
    const std::function<bool(std::string_view)>& on_output
)
{
    auto serve = command(protocol, {absolute(repository)});
    serve.input = body;
    serve.deadline = std::chrono::minutes(5);
    bool gone = false;
    const auto finished = base::run(serve, [&](std::string_view piece) {
        gone = !on_output(piece);
        return !gone;
    });
    if (finished.exit_code != 0 && !gone)
        throw base::Error(base::Code::invalid, "Git did not understand the request.", "", finished.errors);
}

}  // namespace forge
