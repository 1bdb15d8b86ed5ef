#include "git/edge.h"
#include "git/repository.h"

namespace git {
namespace {

/// Nullptr when nothing is there.
TreeEntry entry_at(git_repository* repository, const std::string& commit, const std::string& path)
{
    const auto tree = tree_of(commit_at(repository, commit).get());
    if (path.find('\0') != std::string::npos)
        return nullptr;
    git_tree_entry* entry = nullptr;
    const int answer = git_tree_entry_bypath(&entry, tree.get(), path.c_str());
    if (answer == GIT_ENOTFOUND)
        return nullptr;
    check(answer, "Looking for a path");
    return TreeEntry(entry);
}

const char* word_of(git_delta_t status)
{
    switch (status) {
    case GIT_DELTA_ADDED: return "added";
    case GIT_DELTA_DELETED: return "deleted";
    default: return "modified";
    }
}

std::string text_of(const git_diff_line& line)
{
    const std::string content(line.content, line.content_len);
    const bool of_the_file = line.origin == GIT_DIFF_LINE_CONTEXT || line.origin == GIT_DIFF_LINE_ADDITION ||
                             line.origin == GIT_DIFF_LINE_DELETION;
    return of_the_file ? line.origin + content : content;  // the rest is "\ No newline at end of file"
}

void append_hunk(std::string& text, git_patch* patch, std::size_t index)
{
    const git_diff_hunk* hunk = nullptr;
    std::size_t lines = 0;
    check(git_patch_get_hunk(&hunk, &lines, patch, index), "Reading a difference");
    text.append(hunk->header, hunk->header_len);
    for (std::size_t i = 0; i < lines; ++i) {
        const git_diff_line* line = nullptr;
        check(git_patch_get_line_in_hunk(&line, patch, index, i), "Reading a difference");
        text += text_of(*line);
    }
}

FileDiff file_diff(git_diff* diff, std::size_t index)
{
    const auto patch = receive<Patch>("Comparing two versions of a file", [&](git_patch** out) {
        return git_patch_from_diff(out, diff, index);
    });
    const auto* delta = git_patch_get_delta(patch.get());
    FileDiff file{delta->new_file.path, word_of(delta->status), "", 0, 0};
    check(git_patch_line_stats(nullptr, &file.added, &file.removed, patch.get()), "Counting changed lines");
    for (std::size_t i = 0; i < git_patch_num_hunks(patch.get()); ++i)
        append_hunk(file.patch, patch.get(), i);
    return file;
}

}  // namespace

std::optional<std::string> Repository::find_id(const std::string& commit, const std::string& path) const
{
    const auto repository = open();
    const auto entry = entry_at(repository.get(), commit, path);
    return entry ? std::optional(to_sha(*git_tree_entry_id(entry.get()))) : std::nullopt;
}

bool Repository::has_path(const std::string& commit, const std::string& path) const
{
    return entry_at(open().get(), commit, path) != nullptr;
}

std::optional<std::string> Repository::find_text(const std::string& commit, const std::string& path) const
{
    const auto repository = open();
    const auto entry = entry_at(repository.get(), commit, path);
    if (!entry)
        return std::nullopt;
    const auto mode = git_tree_entry_filemode(entry.get());
    if (mode != GIT_FILEMODE_BLOB && mode != GIT_FILEMODE_BLOB_EXECUTABLE)
        return std::nullopt;
    const auto blob = receive<Blob>("Reading " + path, [&](git_blob** out) {
        return git_blob_lookup(out, repository.get(), git_tree_entry_id(entry.get()));
    });
    return std::string(
        static_cast<const char*>(git_blob_rawcontent(blob.get())), git_blob_rawsize(blob.get())
    );
}

std::vector<FileDiff> Repository::diff(const std::string& base, const std::string& head) const
{
    const auto repository = open();
    const auto before = tree_of(commit_at(repository.get(), base).get());
    const auto after = tree_of(commit_at(repository.get(), head).get());
    const auto diff = receive<Diff>("Comparing two commits", [&](git_diff** out) {
        return git_diff_tree_to_tree(out, repository.get(), before.get(), after.get(), nullptr);
    });
    std::vector<FileDiff> files;
    for (std::size_t i = 0; i < git_diff_num_deltas(diff.get()); ++i)
        files.push_back(file_diff(diff.get(), i));
    return files;
}

}  // namespace git
