#include "llm/machine_classes.h"

#include "base/text.h"
#include "llm/english.h"

namespace llm {
namespace {

constexpr std::string_view digits = "0123456789";

/// t3, m7g, r6gd, x2iedn: letters, a generation, letters
bool is_family(std::string_view part)
{
    const auto generation = part.find_first_of(digits);
    constexpr std::size_t longest = 8;
    return generation != std::string_view::npos && generation > 0 && generation <= 3 &&
           part.size() <= longest &&
           part.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789") == std::string_view::npos;
}

/// large, 2xlarge
bool is_step(std::string_view part)
{
    if (!part.empty() && part.find_first_not_of(digits) != 0) {
        part.remove_prefix(part.find_first_not_of(digits));
        return part == "xlarge";
    }
    return english::is_one_of(part, "nano micro small medium large xlarge metal");
}

}  // namespace

bool is_machine_class(std::string_view word)
{
    const auto parts = base::split(word, '.');
    return (parts.size() == 2 || parts.size() == 3) && is_family(parts[parts.size() - 2]) &&
           is_step(parts.back());
}

}  // namespace llm
