#include "base/files.h"

#include "base/error.h"
#include "base/random.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <utility>

namespace base {
namespace {

int open_lock(const std::filesystem::path& path, int flags)
{
    return ::open(path.c_str(), flags | O_CLOEXEC, 0600);  // NOLINT(cppcoreguidelines-pro-type-vararg)
}

}  // namespace

std::optional<std::string> find_file(const std::filesystem::path& path, std::size_t limit)
{
    std::ifstream file(path, std::ios::binary);
    if (!file || std::filesystem::is_directory(path))
        return std::nullopt;
    // Piece by piece: a buffer of the limit's size would cost more than the reading.
    std::string text;
    std::array<char, 16'384> piece{};
    while (text.size() <= limit && (file.read(piece.data(), piece.size()) || file.gcount() > 0))
        text.append(piece.data(), static_cast<std::size_t>(file.gcount()));
    if (text.size() > limit)
        throw Error(
            Code::invalid,
            "The file " + path.string() + " is larger than " + std::to_string(limit) + " bytes."
        );
    return text;
}

std::string read_file(const std::filesystem::path& path, std::size_t limit)
{
    auto text = find_file(path, limit);
    if (!text)
        throw Error(Code::not_found, "There is no file " + path.string() + ".");
    return *std::move(text);
}

void write_file(const std::filesystem::path& path, std::string_view text)
{
    auto beside = path;
    beside += "." + random_hex(4);
    const int descriptor = open_lock(beside, O_WRONLY | O_CREAT | O_EXCL);
    bool written = descriptor >= 0 &&
                   ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                   ::fsync(descriptor) == 0;
    written = written && std::rename(beside.c_str(), path.c_str()) == 0;
    const int error = errno;
    if (descriptor >= 0)
        ::close(descriptor);
    if (!written) {
        std::error_code ignored;
        std::filesystem::remove(beside, ignored);
        throw Error(
            Code::unavailable,
            "The file " + path.string() + " could not be written: " + std::strerror(error) + "."
        );
    }
}

std::optional<FileLock> FileLock::try_take(const std::filesystem::path& path)
{
    const int descriptor = open_lock(path, O_RDWR | O_CREAT);
    if (descriptor < 0)
        throw Error(
            Code::unavailable,
            "The lock file " + path.string() + " could not be opened: " + std::strerror(errno) + "."
        );
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        ::close(descriptor);
        return std::nullopt;
    }
    return FileLock(descriptor);
}

std::optional<std::string> FileLock::read_holder(const std::filesystem::path& path)
{
    const int descriptor = open_lock(path, O_RDONLY);
    if (descriptor < 0)
        return std::nullopt;
    std::optional<std::string> text;
    if (::flock(descriptor, LOCK_SH | LOCK_NB) != 0) {
        std::array<char, 512> buffer{};
        const auto count = ::read(descriptor, buffer.data(), buffer.size());
        text = std::string(buffer.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
    }
    ::close(descriptor);
    return text;
}

FileLock::FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

FileLock::~FileLock()
{
    if (descriptor_ >= 0)
        ::close(descriptor_);
}

void FileLock::write(std::string_view text)
{
    if (::ftruncate(descriptor_, 0) != 0 ||
        ::pwrite(descriptor_, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size()))
        throw Error(
            Code::unavailable,
            std::string("The lock file could not be written: ") + std::strerror(errno) + "."
        );
}

}  // namespace base
