#include "base/text.h"
#include "git/objects.h"

#include <map>

namespace git {
namespace {

/// What stands under one name in one of the three trees; mode 0: nothing.
struct Entry {
    git_oid id{};
    git_filemode_t mode = GIT_FILEMODE_UNREADABLE;

    bool absent() const { return mode == GIT_FILEMODE_UNREADABLE; }
    bool tree() const { return mode == GIT_FILEMODE_TREE; }
    bool file() const { return mode == GIT_FILEMODE_BLOB || mode == GIT_FILEMODE_BLOB_EXECUTABLE; }
    bool operator==(const Entry& other) const
    {
        return mode == other.mode && (absent() || git_oid_equal(&id, &other.id) != 0);
    }
};

struct Sides {
    Entry base;
    Entry ours;
    Entry theirs;
};

/// A three-way merge that enters only directories which both sides changed. libgit2's own (git_merge_commits
/// and git_index_write_tree_to) lists and writes the whole repository: 0.7 s at 100,000 files, measured.
/// Renames are not followed: a file that one side moved and the other edited is a conflict.
class TreeMerge {
public:
    explicit TreeMerge(git_repository* repository) : repository_(repository) {}

    /// The merged tree; absent when nothing is left in it.
    Entry merge(const Sides& trees, const std::string& directory)
    {
        const auto ours = tree_of_side(trees.ours);
        const auto builder = receive<TreeBuilder>("Reading a directory", [&](git_treebuilder** out) {
            return git_treebuilder_new(out, repository_, ours.get());
        });
        for (const auto& [name, sides] : names_in(trees))
            settle(builder.get(), name, sides, directory);
        if (git_treebuilder_entrycount(builder.get()) == 0)
            return {};
        Entry merged{{}, GIT_FILEMODE_TREE};
        check(git_treebuilder_write(&merged.id, builder.get()), "Writing a merged directory");
        return merged;
    }

    const std::vector<std::string>& conflicts() const { return conflicts_; }

private:
    Tree tree_of_side(const Entry& entry) const
    {
        return entry.tree() ? tree_at(repository_, entry.id) : nullptr;
    }

    std::map<std::string, Sides> names_in(const Sides& trees) const
    {
        std::map<std::string, Sides> names;
        for (auto side : {&Sides::base, &Sides::ours, &Sides::theirs}) {
            const auto tree = tree_of_side(trees.*side);
            for (std::size_t i = 0; tree && i < git_tree_entrycount(tree.get()); ++i) {
                const auto* entry = git_tree_entry_byindex(tree.get(), i);
                names[git_tree_entry_name(entry)].*
                    side = {*git_tree_entry_id(entry), git_tree_entry_filemode(entry)};
            }
        }
        return names;
    }

    /// One name of the directory. The builder starts as ours, so only what theirs changed is put into it.
    void settle(git_treebuilder* builder, const std::string& name, Sides sides, const std::string& directory)
    {
        if (sides.base.tree() && !sides.ours.tree() && !sides.theirs.tree())
            sides.base = {};  // both removed the directory: what stands in its place is new
        if (sides.theirs == sides.base || sides.theirs == sides.ours)
            return;
        if (sides.ours == sides.base)
            return put(builder, name, sides.theirs);
        const auto path = directory + name;
        const bool both_directories =
            (sides.ours.tree() || sides.ours.absent()) && (sides.theirs.tree() || sides.theirs.absent());
        if (both_directories)
            return put(builder, name, merge(sides, path + "/"));
        if (const auto merged = merge_contents(sides, path))
            return put(builder, name, *merged);
        conflicts_.push_back(path);
    }

    static void put(git_treebuilder* builder, const std::string& name, const Entry& entry)
    {
        if (!entry.absent())
            check(
                git_treebuilder_insert(nullptr, builder, name.c_str(), &entry.id, entry.mode),
                "Putting an entry into a merged directory"
            );
        else if (git_treebuilder_get(builder, name.c_str()) != nullptr)
            check(git_treebuilder_remove(builder, name.c_str()), "Removing an entry from a merged directory");
    }

    Blob blob(const Entry& entry) const
    {
        return receive<Blob>("Reading a file", [&](git_blob** out) {
            return git_blob_lookup(out, repository_, &entry.id);
        });
    }

    static git_merge_file_input input_of(const git_blob* blob)
    {
        git_merge_file_input input = GIT_MERGE_FILE_INPUT_INIT;
        input.ptr = static_cast<const char*>(git_blob_rawcontent(blob));
        input.size = git_blob_rawsize(blob);
        return input;
    }

    /// Nullopt when the two sides changed the same lines, or when it is no text.
    std::optional<Entry> merge_contents(const Sides& sides, const std::string& path) const
    {
        if (!sides.base.file() || !sides.ours.file() || !sides.theirs.file())
            return std::nullopt;
        const auto base = blob(sides.base);
        const auto ours = blob(sides.ours);
        const auto theirs = blob(sides.theirs);
        for (const auto* one : {base.get(), ours.get(), theirs.get()})
            if (git_blob_is_binary(one) != 0)
                return std::nullopt;
        const auto base_input = input_of(base.get());
        const auto our_input = input_of(ours.get());
        const auto their_input = input_of(theirs.get());
        git_merge_file_result result{};
        check(git_merge_file(&result, &base_input, &our_input, &their_input, nullptr), "Merging " + path);
        const base::Handle<git_merge_file_result, git_merge_file_result_free> owned(&result);
        if (result.automergeable == 0)
            return std::nullopt;
        Entry merged{{}, sides.theirs.mode != sides.base.mode ? sides.theirs.mode : sides.ours.mode};
        check(
            git_blob_create_from_buffer(&merged.id, repository_, result.ptr, result.len),
            "Writing a merged file"
        );
        return merged;
    }

    git_repository* repository_;
    std::vector<std::string> conflicts_;
};

Entry root_of(git_repository* repository, const std::string& sha)
{
    return {*git_commit_tree_id(commit_at(repository, sha).get()), GIT_FILEMODE_TREE};
}

}  // namespace

std::string Repository::write_merge(
    const std::string& ours, const std::string& theirs, const std::string& message, const Signature& author
) const
{
    const auto base = merge_base(ours, theirs);
    const auto repository = open();
    TreeMerge merge(repository.get());
    auto merged = merge.merge(
        {root_of(repository.get(), base), root_of(repository.get(), ours), root_of(repository.get(), theirs)},
        ""
    );
    if (!merge.conflicts().empty())
        throw base::Error(
            base::Code::conflict,
            "Both sides changed " + base::join(merge.conflicts(), ", ") + "; this cannot be merged by itself."
        );
    if (merged.absent())
        merged.id = write_tree(repository.get(), nullptr, {});
    const auto our_commit = commit_at(repository.get(), ours);
    const auto their_commit = commit_at(repository.get(), theirs);
    return write_commit_object(
        repository.get(), merged.id, {our_commit.get(), their_commit.get()}, {message, author}
    );
}

}  // namespace git
