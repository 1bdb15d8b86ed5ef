#include "forge/github_text.h"

#include "base/text.h"

namespace forge {
namespace {

constexpr std::size_t longest_title = 256;
constexpr std::size_t longest_body = 65'536;  // characters

}  // namespace

std::string fitting_title(const std::string& title)
{
    return base::shortened(title, longest_title);
}

std::string fitting_body(const std::string& body)
{
    if (base::code_points(body) <= longest_body)
        return body;
    const std::string mark = "\n\n*The rest is too long for GitHub; it is in the files.*\n\n";
    const auto last = body.substr(body.rfind('\n', body.size() - 2) + 1);
    if (base::code_points(last) > 1'000)
        return base::shortened(body, longest_body);
    return base::shortened(body, longest_body - base::code_points(mark) - base::code_points(last)) + mark +
           last;
}

}  // namespace forge
