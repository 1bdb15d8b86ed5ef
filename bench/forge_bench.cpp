#include "base/error.h"
#include "base/files.h"
#include "base/process.h"
#include "forge/remote_branches.h"
#include "support/git_server.h"

#include <benchmark/benchmark.h>

#include <fstream>

/// The promise: the first request in a repository with a long history does not wait for that history. From
/// nothing to a pushed branch against `git clone --depth 1`, which brings the same tree, in turns from one
/// server in one run. `ratio` is ours divided by the clone's, `fetch_ratio` the same without the commit and
/// the push.
namespace {

using Clock = std::chrono::steady_clock;

constexpr int directories = 100;
constexpr int files_each = 50;

/// A program for `git fast-import`: a tree of 5,000 files, then commits that change one file each.
std::string history_of(int commits)
{
    std::string program;
    const auto begin = [&](int number) {
        program += "commit refs/heads/main\ncommitter A <a@b.c> " + std::to_string(1'600'000'000 + number) +
                   " +0000\ndata 1\nx\n";
    };
    const auto put = [&](int file, int version) {
        auto text = "# version " + std::to_string(version) + " of " + std::to_string(file) + "\n";
        for (int i = 0; i < 40; ++i)
            text += "setting_" + std::to_string(i * file) + " = \"" + std::to_string(i * version) + "\"\n";
        program += "M 644 inline terraform/prod/d" + std::to_string(file / files_each) + "/f" +
                   std::to_string(file % files_each) + ".tf\ndata " + std::to_string(text.size()) + "\n" +
                   text + "\n";
    };
    begin(0);
    for (int file = 0; file < directories * files_each; ++file)
        put(file, 0);
    for (int number = 1; number < commits; ++number) {
        begin(number);
        put(number * 7919 % (directories * files_each), number);
    }
    return program;
}

double milliseconds_of(const std::function<void()>& work)
{
    const auto start = Clock::now();
    work();
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

/// The largest this process has been since the call before, in megabytes.
double peak_memory()
{
    const auto status = base::read_file("/proc/self/status");
    const auto at = status.find("VmHWM:");
    std::ofstream("/proc/self/clear_refs") << "5";
    return std::stod(status.substr(at + 6)) / 1024;
}

void clone(const support::GitServer& server, const std::string& target, const std::vector<std::string>& how)
{
    base::Command command;
    command.argv = {"git", "clone", "-q", "--bare"};
    command.argv.insert(command.argv.end(), how.begin(), how.end());
    const auto address = "http://x-access-token:" + std::string(server.writer) +
                         "@127.0.0.1:" + std::to_string(server.port()) + "/long.git";
    command.argv.insert(command.argv.end(), {address, target});
    command.environment = {{"PATH", "/usr/bin:/bin"}, {"GIT_CONFIG_NOSYSTEM", "1"}, {"HOME", "/nonexistent"}};
    command.deadline = std::chrono::minutes(10);
    if (const auto finished = base::run(command); finished.exit_code != 0)
        throw base::Error(base::Code::internal, finished.errors);
}

void first_use(benchmark::State& state)
{
    if (!support::GitServer::installed()) {
        state.SkipWithError("nginx and fcgiwrap are not installed");
        return;
    }
    const support::GitServer server;
    const support::TemporaryFolder folder;
    const RealGit there(server.make("long.git", {}));
    there({"fast-import", "--quiet", "--force"}, history_of(static_cast<int>(state.range(0))));
    there({"repack", "-adq"});
    const auto full = milliseconds_of([&] { clone(server, folder.at("full"), {}); });

    double cloned = 0;
    double fetched = 0;
    double pushed = 0;
    double memory = 0;
    int round = 0;
    for (auto _ : state) {
        const auto number = std::to_string(round++);
        cloned += milliseconds_of([&] { clone(server, folder.at("clone" + number), {"--depth", "1"}); });
        peak_memory();
        const auto before = peak_memory();
        const git::Remote remote(
            {server.address() + "/long.git",
             folder.at("cache" + number),
             [](const base::Secret&) { return base::Secret(support::GitServer::writer); }}
        );
        const auto fetch = milliseconds_of([&] { remote.fetch("main"); });
        const auto push = milliseconds_of([&] {
            const auto directory = "terraform/dev/s3/n" + number;
            forge::RemoteBranches(remote, {})
                .push(
                    {"groundwork/n" + number,
                     "",
                     {{directory + "/main.tf", "x\n"}},
                     "Add\n",
                     base::from_micros(0),
                     {directory}}
                );
        });
        memory = std::max(memory, peak_memory() - before);
        fetched += fetch;
        pushed += push;
        state.SetIterationTime((fetch + push) / 1000);
    }
    state.counters["clone_depth_1_ms"] = cloned / round;
    state.counters["full_clone_ms"] = full;
    state.counters["fetch_ms"] = fetched / round;
    state.counters["fetch_ratio"] = fetched / cloned;
    state.counters["ratio"] = (fetched + pushed) / cloned;
    state.counters["memory_mb"] = memory;
}
BENCHMARK(first_use)->Arg(100)->Arg(20'000)->Iterations(5)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace
