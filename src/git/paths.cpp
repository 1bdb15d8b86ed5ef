#include "git/paths.h"

#include "base/error.h"
#include "base/text.h"

#include <algorithm>

namespace git {
namespace {

constexpr std::size_t longest_path = 4096;

/// Folds what HFS+ (invisible code points), NTFS (streams, trailing dots and blanks, short names) and file
/// systems that ignore case would take for one name. All that is not ASCII is dropped: a few harmless names
/// are refused with the bad.
bool names_git(std::string_view component)
{
    std::string name = base::lower_ascii(component.substr(0, component.find(':')));
    std::erase_if(name, [](char letter) { return static_cast<unsigned char>(letter) >= 0x80; });
    name.erase(name.find_last_not_of(". ") + 1);
    return name == ".git" || name.starts_with("git~");
}

const char* fault_of(std::string_view component)
{
    if (component.empty())
        return "has an empty part";
    if (component == "." || component == "..")
        return "leaves its directory";
    const auto forbidden = [](char letter) {
        const auto byte = static_cast<unsigned char>(letter);
        return byte < 0x20 || byte == 0x7f || letter == '\\';
    };
    if (std::any_of(component.begin(), component.end(), forbidden))
        return "has a control character or a backslash";
    return names_git(component) ? "names git's own directory" : nullptr;
}

/// Paths come from hostile places: what cannot be shown is not repeated.
std::string shown(std::string_view path)
{
    return path.size() > 200 || base::unprintable(path) ? std::string("that cannot be shown")
                                                        : std::string(path);
}

}  // namespace

void check_path(std::string_view path)
{
    const char* fault = path.size() > longest_path ? "is too long" : nullptr;
    if (fault == nullptr)
        for (const auto& component : base::split(path, '/'))
            if (fault = fault_of(component); fault != nullptr)
                break;
    if (fault != nullptr)
        throw base::Error(
            base::Code::invalid, "The path " + shown(path) + " " + fault + "; nothing was written."
        );
}

}  // namespace git
