#include "base/files.h"

#include "base/error.h"
#include "base/random.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace base {
namespace {

int open_private(const std::filesystem::path& path, int flags)
{
    return ::open(path.c_str(), flags | O_CLOEXEC, 0600);  // NOLINT(cppcoreguidelines-pro-type-vararg)
}

class Descriptor {
public:
    Descriptor(const std::filesystem::path& path, int flags) : number_(open_private(path, flags)) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor()
    {
        const int error = errno;
        if (number_ >= 0)
            ::close(number_);
        errno = error;
    }

    explicit operator bool() const { return number_ >= 0; }
    int number() const { return number_; }

private:
    int number_;
};

bool write_all(int descriptor, std::string_view text)
{
    while (!text.empty()) {
        const auto count = ::write(descriptor, text.data(), text.size());
        if (count < 0 && errno != EINTR)
            return false;
        if (count > 0)
            text.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

/// Takes the whole file for writing, or only looks who has it: `command` is F_OFD_SETLK or F_OFD_GETLK.
bool ask_for_lock(int descriptor, int command, struct flock& lock)
{
    lock = {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    return ::fcntl(descriptor, command, &lock) == 0;  // NOLINT(cppcoreguidelines-pro-type-vararg)
}

}  // namespace

std::optional<std::string> find_file(const std::filesystem::path& path, std::size_t limit)
{
    const Descriptor file(path, O_RDONLY);
    // A name that is too long for a file is no file's name.
    if (!file && (errno == ENOENT || errno == ENOTDIR || errno == ENAMETOOLONG))
        return std::nullopt;
    // Piece by piece: a buffer of the limit's size would cost more than the reading.
    std::string text;
    std::array<char, 16'384> piece{};
    ssize_t count = 0;
    while (file && text.size() <= limit && (count = ::read(file.number(), piece.data(), piece.size())) > 0)
        text.append(piece.data(), static_cast<std::size_t>(count));
    if (count < 0 && errno == EISDIR)
        return std::nullopt;
    if (!file || count < 0)
        throw Error(
            Code::unavailable,
            "The file " + path.string() + " could not be read: " + std::strerror(errno) + "."
        );
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
    bool written = false;
    {
        const Descriptor file(beside, O_WRONLY | O_CREAT | O_EXCL);
        written = file && write_all(file.number(), text) && ::fsync(file.number()) == 0;
    }
    if (!written || std::rename(beside.c_str(), path.c_str()) != 0) {
        const int error = errno;
        ::unlink(beside.c_str());
        throw Error(
            Code::unavailable,
            "The file " + path.string() + " could not be written: " + std::strerror(error) + "."
        );
    }
}

std::optional<FileLock> FileLock::try_take(const std::filesystem::path& path)
{
    const int descriptor = open_private(path, O_RDWR | O_CREAT);
    if (descriptor < 0)
        throw Error(
            Code::unavailable,
            "The lock file " + path.string() + " could not be opened: " + std::strerror(errno) + "."
        );
    FileLock lock(descriptor);
    struct flock wanted {};
    if (!ask_for_lock(descriptor, F_OFD_SETLK, wanted))
        return std::nullopt;
    lock.write("");  // what an earlier holder wrote
    return lock;
}

std::optional<std::string> FileLock::read_holder(const std::filesystem::path& path)
{
    const Descriptor file(path, O_RDONLY);
    struct flock found {};
    if (!file || !ask_for_lock(file.number(), F_OFD_GETLK, found) || found.l_type == F_UNLCK)
        return std::nullopt;
    std::array<char, 512> buffer{};
    const auto count = ::read(file.number(), buffer.data(), buffer.size());
    return std::string(buffer.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
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
