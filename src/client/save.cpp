#include "client/save.h"

#include "base/error.h"
#include "base/files.h"
#include "base/text.h"
#include "client/read.h"
#include "client/safe.h"

namespace client {
namespace {

namespace fs = std::filesystem;

/// Relative, and no part that leads upwards or hides something.
bool is_harmless(const fs::path& path)
{
    if (path.empty() || path.is_absolute() || one_line(path.string()) != path.string())
        return false;
    return std::none_of(path.begin(), path.end(), [](const fs::path& part) {
        return part.empty() || part == "." || part == "..";
    });
}

}  // namespace

std::vector<fs::path> save_files(const base::Value& preview, const fs::path& folder)
{
    std::map<fs::path, std::string> files;
    for (const auto& resource : list_of(preview, "resources"))
        for (const auto& [name, text] : list_of(resource, "files").items()) {
            const auto path = fs::path(text_of(resource, "directory")) / name;
            if (!is_harmless(path) || !text.is_string())
                throw base::Error(
                    base::Code::invalid,
                    "The server named a file that does not belong below a folder: " + one_line(path.string())
                );
            files[path] = text.get<std::string>();
        }
    std::vector<fs::path> written;
    for (const auto& [path, text] : files) {
        const auto target = folder / path;
        std::error_code failed;
        fs::create_directories(target.parent_path(), failed);
        if (failed)
            throw base::Error(
                base::Code::unavailable, "Cannot make the folder " + target.parent_path().string() + "."
            );
        base::write_file(target, text);
        written.push_back(target);
    }
    return written;
}

}  // namespace client
