#include "git/objects.h"

#include "git/paths.h"

#include <algorithm>

namespace git {
namespace {

[[noreturn]] void refuse(const std::string& path, std::string_view why)
{
    throw base::Error(base::Code::conflict, path + " " + std::string(why) + "; nothing was written.");
}

/// Puts a plan's files into one tree. A directory's files stand side by side in the sorted plan, so each
/// touched directory is read once and written once, whatever else the repository holds.
class TreeWriter {
public:
    using Position = Files::const_iterator;

    explicit TreeWriter(git_repository* repository) : repository_(repository) {}

    /// The files from `first` to `last` lie in one directory, whose path with its slash is `depth` bytes
    /// long.
    git_oid write(const git_tree* base, Position first, Position last, std::size_t depth)
    {
        const auto builder = receive<TreeBuilder>("Reading a directory", [&](git_treebuilder** out) {
            return git_treebuilder_new(out, repository_, base);
        });
        while (first != last) {
            const auto slash = first->first.find('/', depth);
            if (slash == std::string::npos) {
                put_file(builder.get(), first->first.substr(depth), *first);
                ++first;
                continue;
            }
            const auto directory = first->first.substr(0, slash + 1);
            const auto end = std::find_if_not(first, last, [&](const auto& file) {
                return file.first.starts_with(directory);
            });
            put_directory(builder.get(), first, end, depth);
            first = end;
        }
        git_oid id;
        check(git_treebuilder_write(&id, builder.get()), "Writing a directory");
        return id;
    }

private:
    void put_file(git_treebuilder* builder, const std::string& name, const Files::value_type& file)
    {
        auto mode = GIT_FILEMODE_BLOB;
        if (const auto* there = git_treebuilder_get(builder, name.c_str())) {
            mode = git_tree_entry_filemode(there);
            if (mode != GIT_FILEMODE_BLOB && mode != GIT_FILEMODE_BLOB_EXECUTABLE)
                refuse(file.first, "is something else than a file there");
        }
        git_oid id;
        check(
            git_blob_create_from_buffer(&id, repository_, file.second.data(), file.second.size()),
            "Writing a file"
        );
        check(
            git_treebuilder_insert(nullptr, builder, name.c_str(), &id, mode),
            "Putting a file into its directory"
        );
    }

    void put_directory(git_treebuilder* builder, Position first, Position last, std::size_t depth)
    {
        const auto slash = first->first.find('/', depth);
        const auto name = first->first.substr(depth, slash - depth);
        Tree base;
        if (const auto* there = git_treebuilder_get(builder, name.c_str())) {
            if (git_tree_entry_filemode(there) != GIT_FILEMODE_TREE)
                refuse(
                    first->first.substr(0, slash),
                    "is a file, a symbolic link or a submodule there, not a directory"
                );
            base = tree_at(repository_, *git_tree_entry_id(there));
        }
        const auto id = write(base.get(), first, last, slash + 1);
        check(
            git_treebuilder_insert(nullptr, builder, name.c_str(), &id, GIT_FILEMODE_TREE),
            "Putting a directory into its parent"
        );
    }

    git_repository* repository_;
};

/// libgit2 copies names into the commit's header as they are, and cuts messages at a NUL.
void check_words(const CommitWords& words)
{
    for (const auto* text : {&words.author.name, &words.author.email})
        if (text->empty() || text->find_first_of(std::string_view("<>\r\n\0", 5)) != std::string::npos)
            throw base::Error(
                base::Code::invalid,
                "The commit's author cannot be written: a name or an e-mail address is empty, or has an "
                "angle bracket or a line break."
            );
    if (words.message.find('\0') != std::string::npos)
        throw base::Error(base::Code::invalid, "The commit's message holds a NUL character.");
}

}  // namespace

git_oid write_tree(git_repository* repository, const git_tree* base, const Files& files)
{
    for (const auto& [path, content] : files)
        check_path(path);
    return TreeWriter(repository).write(base, files.begin(), files.end(), 0);
}

std::string write_commit_object(
    git_repository* repository,
    const git_oid& tree,
    const std::vector<const git_commit*>& parents,
    const CommitWords& words
)
{
    check_words(words);
    using OwnedSignature = base::Handle<git_signature, git_signature_free>;
    const auto seconds =
        std::chrono::floor<std::chrono::seconds>(words.author.time).time_since_epoch().count();
    const auto author = receive<OwnedSignature>("Naming the author", [&](git_signature** out) {
        return git_signature_new(out, words.author.name.c_str(), words.author.email.c_str(), seconds, 0);
    });
    const auto root = tree_at(repository, tree);
    auto all = parents;  // libgit2 takes them as pointers that it might change
    git_oid id;
    check(
        git_commit_create(
            &id,
            repository,
            nullptr,
            author.get(),
            author.get(),
            nullptr,
            words.message.c_str(),
            root.get(),
            all.size(),
            all.data()
        ),
        "Writing the commit"
    );
    make_durable(git_repository_path(repository));
    return to_sha(id);
}

std::string Repository::write_commit(const CommitPlan& plan) const
{
    const auto repository = open();
    const auto parent = commit_at(repository.get(), plan.base);
    const auto base = tree_of(parent.get());
    const auto tree = write_tree(repository.get(), base.get(), plan.files);
    return write_commit_object(repository.get(), tree, {parent.get()}, {plan.message, plan.author});
}

}  // namespace git
