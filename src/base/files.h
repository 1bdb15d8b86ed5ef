#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace base {

/// The whole file. Throws `not_found` when there is none, `invalid` when it is larger than `limit` bytes,
/// `unavailable` when it is there and cannot be read.
std::string read_file(const std::filesystem::path& path, std::size_t limit = 16U << 20U);

/// Nullopt when there is no such file, or a folder.
std::optional<std::string> find_file(const std::filesystem::path& path, std::size_t limit = 16U << 20U);

/// Writes beside the file, then renames: a reader sees the old text or the new. Mode 0600. Throws
/// `unavailable`.
void write_file(const std::filesystem::path& path, std::string_view text);

/// Held as long as the object lives; another process that wants the same file gets nullopt. The text (an
/// address, say) can be read by anyone who finds the lock taken.
class FileLock {
public:
    static std::optional<FileLock> try_take(const std::filesystem::path& path);
    /// The text that the holder wrote, empty before it did; nullopt when nobody holds the lock. Asking does
    /// not keep anyone from taking it.
    static std::optional<std::string> read_holder(const std::filesystem::path& path);

    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&&) = delete;
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;
    ~FileLock();

    void write(std::string_view text);

private:
    explicit FileLock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_;
};

}  // namespace base
