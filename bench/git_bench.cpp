#include "git/repository.h"
#include "support/real_git.h"
#include "support/temporary_folder.h"

#include <benchmark/benchmark.h>

/// The promise: what a commit costs follows the width of the directories that it touches, not the number of
/// files in the repository. Both sizes have the same directories on the way to the new files; the rest lies
/// beside. Runs in memory where /dev/shm is, so that the disk's time (docs/decisions/0006) does not hide
/// ours.
namespace {

constexpr int resources = 20;  ///< beside the new one, in terraform/dev/s3

/// A program for `git fast-import`: `files` files in all, in directories of at most 100 entries.
std::string history_of(int files)
{
    std::string program =
        "blob\nmark :1\ndata 1\nx\ncommit refs/heads/main\ncommitter A <a@b.c> 1 +0000\ndata 1\nx\n";
    for (int i = 0; i < resources; ++i)
        program += "M 644 :1 terraform/dev/s3/x" + std::to_string(i) + "/main.tf\n";
    for (int i = resources; i < files; ++i)
        program += "M 644 :1 other/" + std::to_string(i / 10'000) + "/" + std::to_string(i / 100 % 100) +
                   "/" + std::to_string(i % 100) + "\n";
    return program;
}

git::Repository repository_with(int files, const std::string& path)
{
    const git::Signature author{"A", "a@b.c", base::from_micros(0)};
    auto repository = git::Repository::open_or_create(path, "main", {}, author);
    const RealGit command_line(path);
    command_line({"fast-import", "--quiet", "--force"}, history_of(files));
    return repository;
}

git::CommitPlan plan(const std::string& base, const std::string& name)
{
    git::CommitPlan plan{base, {}, "Add a bucket\n", {"A", "a@b.c", base::from_micros(0)}};
    for (const std::string file :
         {"main.tf", "variables.tf", "outputs.tf", "provider.tf", "backend.tf", "terraform.tfvars"})
        plan.files["terraform/dev/s3/" + name + "/" + file] = "# " + name + " " + file + "\n";
    return plan;
}

void commit_and_branch(benchmark::State& state)
{
    const support::TemporaryFolder directory;
    const auto repository = repository_with(static_cast<int>(state.range(0)), directory.at("bare.git"));
    const auto base = repository.branch("main");
    int round = 0;
    for (auto _ : state) {
        const auto name = "new" + std::to_string(round++);
        repository.create_branch(name, repository.write_commit(plan(base, name)));
    }
}
BENCHMARK(commit_and_branch)->Arg(1'000)->Arg(100'000)->Iterations(300)->Unit(benchmark::kMillisecond);

void merge(benchmark::State& state)
{
    const support::TemporaryFolder directory;
    const auto repository = repository_with(static_cast<int>(state.range(0)), directory.at("bare.git"));
    const auto base = repository.branch("main");
    const auto ours = repository.write_commit(plan(base, "ours"));
    int round = 0;
    for (auto _ : state) {
        state.PauseTiming();
        const auto theirs = repository.write_commit(plan(base, "theirs" + std::to_string(round++)));
        state.ResumeTiming();
        benchmark::DoNotOptimize(
            repository.write_merge(ours, theirs, "Merge\n", {"A", "a@b.c", base::from_micros(0)})
        );
    }
}
BENCHMARK(merge)->Arg(1'000)->Arg(100'000)->Iterations(300)->Unit(benchmark::kMillisecond);

}  // namespace
