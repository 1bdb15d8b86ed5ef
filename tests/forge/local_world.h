#pragma once

#include "conformance/forge_world.h"
#include "forge/local.h"
#include "forge/schema.h"
#include "support/real_git.h"
#include "support/temporary_folder.h"

#include <array>

/// The local forge over a database in memory and a bare repository of its own.
class LocalWorld final : public ForgeWorld {
public:
    LocalWorld()
    {
        const std::array migrations{db::Migration{1, "forge", forge::schema}};
        db::migrate(*database, migrations);
    }

    forge::Local& forge() override { return local; }
    git::Files files_at(const std::string& branch) const override { return git_.files_at(branch); }
    std::string sha_of(const std::string& branch) const override { return git_({"rev-parse", branch}); }
    bool has_branch(const std::string& branch) const override
    {
        return git_.try_run({"rev-parse", "--verify", "-q", "refs/heads/" + branch}).exit_code == 0;
    }
    void add_to_base(const git::Files& files) override
    {
        const auto base = repository.branch("main");
        repository.move_branch("main", base, repository.write_commit({base, files, "By hand\n", author}));
    }

    git::Signature author{"Somebody", "some@body", base::from_micros(1'700'000'000'000'000)};
    base::ManualClock clock;
    support::TemporaryFolder directory;
    std::unique_ptr<db::Database> database = db::open_sqlite_in_memory(clock);
    git::Repository repository = git::Repository::open_or_create(
        directory.at("infrastructure.git"), "main", {{"README.md", "# Infrastructure\n"}}, author
    );
    forge::Local local{
        *database, repository, {"main", "./data/infrastructure.git", [] { return "http://localhost:8000"; }}};

private:
    RealGit git_{directory.at("infrastructure.git")};
};
