#include "llm/stated_names.h"

#include <algorithm>

namespace llm {
namespace {

/// username, database name: a parameter's own words
bool is_part_of_a_parameter(const Reading& reading, std::size_t at)
{
    for (std::size_t i = at < 2 ? 0 : at - 2; i <= at; ++i)
        for (const auto& match : reading.matches(i))
            if (match.end > at && match.end - match.begin > 1 &&
                (match.find(Role::parameter) != nullptr || match.find(Role::type) != nullptr ||
                 match.find(Role::foreign) != nullptr))
                return true;
    return false;
}

/// Where the name begins that the word at `i` announces; nullopt when it announces none.
std::optional<std::size_t> announced(const Reading& reading, std::size_t i)
{
    const bool call = reading.says(i, "call") && (reading.says(i + 1, "it") || reading.says(i + 1, "them") ||
                                                  reading.says(i + 1, "this"));
    if ((!reading.is(i, english::naming) && !call) || is_part_of_a_parameter(reading, i))
        return std::nullopt;
    auto at = i + 1;
    bool linked = !reading.says(i, "name");
    for (; at < reading.size() && at < i + 5; ++at) {
        const bool link = reading.is_mark(at, ":=") || reading.says(at, "it") || reading.says(at, "them") ||
                          reading.says(at, "is") || reading.says(at, "of") || reading.says(at, "should") ||
                          reading.says(at, "be") || reading.says(at, "shall") || reading.says(at, "this") ||
                          reading.says(at, "the") || reading.says(at, "would");
        if (!link)
            break;
        linked = true;
    }
    if (at >= reading.size() || reading.word(at).kind == Word::Kind::mark)
        return std::nullopt;
    const bool bare_name = !linked && !reading.is_opaque(at) && reading.word(at).kind != Word::Kind::quoted &&
                           !reading.is_novel(at);
    const bool closed = reading.is(at, english::preposition | english::conjunction | english::auxiliary);
    if (bare_name || (closed && !reading.is_opaque(at)))
        return std::nullopt;
    return at;
}

/// bucket: media-originals
bool is_labelled(const Reading& reading, std::size_t i)
{
    const auto at = i + 2;
    if (!reading.is_mark(i + 1, ":") || at >= reading.size() || reading.identifier_end(at) - at < 2 ||
        reading.is_used(at))
        return false;
    const auto end = reading.identifier_end(at);
    bool type = false;
    for (const auto& match : reading.matches(i))
        type = type || (match.end == i + 1 && match.find(Role::type) != nullptr);
    return type && (end >= reading.size() || reading.word(end).kind == Word::Kind::mark) &&
           !reading.is(end - 1, english::kept_head | english::service_head);
}

/// kube-system: whoever says it means the name, and the check says why not
bool is_reserved(const catalog::Blueprint& type, const std::string& name)
{
    const auto& reserved = type.name.reserved;
    return std::any_of(reserved.begin(), reserved.end(), [&](const std::string& pattern) {
        return pattern.ends_with('*') ? name.starts_with(pattern.substr(0, pattern.size() - 1))
                                      : name == pattern;
    });
}

/// Where the name right behind the type's noun ends: bucket assets-cdn-origin, namespace kube-system,
/// namespace blue; nullopt when none stands there.
std::optional<std::size_t> name_behind(const Reading& reading, const Match& match)
{
    const auto at = match.end;
    if (at >= reading.size() || reading.is_used(at) || reading.word(at).joint != ' ')
        return std::nullopt;
    const auto end = reading.identifier_end(at);
    const auto& type = *match.find(Role::type)->blueprint;
    if (is_reserved(type, reading.slug(at, end)))
        return end;
    const bool closed = end >= reading.size() || reading.word(end).kind == Word::Kind::mark ||
                        reading.word(end).kind == Word::Kind::number ||
                        reading.find(end, Role::environment) != nullptr ||
                        reading.is(end, english::preposition | english::conjunction);
    if (!closed || reading.word(at).kind == Word::Kind::quoted || reading.word(at).kind == Word::Kind::chunk)
        return std::nullopt;
    const bool head = reading.is(end - 1, english::kept_head | english::service_head);
    // Kubernetes' own tools name a namespace right behind the noun.
    const bool bare = type.cloud == "kubernetes" && reading.is_novel(at) && reading.matches(at).empty();
    const bool joined = end - at > 1 && reading.word(at + 1).joint == '-' && reading.is_opaque(at);
    const bool team = end - at > 1 && reading.is(end - 1, english::team_head) && type.cloud == "kubernetes";
    return !head && (bare || joined || team) ? std::optional(end) : std::nullopt;
}

std::size_t name_end(const Reading& reading, std::size_t at)
{
    auto end = reading.identifier_end(at);
    if (reading.word(at).kind == Word::Kind::quoted || end - at > 1)
        return end;
    while (end < reading.size() && (reading.is_novel(end) || reading.find(end, Role::type) != nullptr) &&
           reading.word(end).kind == Word::Kind::word)
        end = reading.identifier_end(end);
    return end;
}

}  // namespace

std::vector<StatedName> stated_names_in(Reading& reading)
{
    std::vector<StatedName> names;
    for (std::size_t i = 0; i < reading.size(); ++i) {
        auto at = announced(reading, i);
        while (at) {
            const auto end = name_end(reading, *at);
            names.push_back({reading.slug(*at, end), *at, end});
            reading.use(i, end);
            i = end;
            at.reset();
            auto next = end;
            while (next < reading.size() && (reading.is_mark(next, ",&") || reading.says(next, "and")))
                ++next;
            const bool again = next > end && next < reading.size() &&
                               ((reading.is_novel(next) && reading.matches(next).empty()) ||
                                reading.word(next).kind == Word::Kind::quoted) &&
                               reading.identifier_begin(next) == next;
            if (again && !reading.is(reading.identifier_end(next), english::wish | english::auxiliary))
                at = next;
        }
        // a bucket `acme-invoices`: quoted right behind the noun
        if (i + 1 < reading.size() && reading.word(i + 1).kind == Word::Kind::quoted &&
            reading.find(i, Role::type) != nullptr && !reading.is_used(i + 1)) {
            names.push_back({reading.slug(i + 1, i + 2), i + 1, i + 2});
            reading.use(i + 1, i + 2);
        }
        if (const auto* type = reading.find(i, Role::type);
            type != nullptr && !reading.any_used(i, type->end) && !reading.is_opaque(i)) {
            if (const auto end = name_behind(reading, *type)) {
                names.push_back({reading.slug(type->end, *end), type->end, *end});
                reading.use(type->end, *end);
            }
        }
        if (is_labelled(reading, i)) {
            const auto end = reading.identifier_end(i + 2);
            names.push_back({reading.slug(i + 2, end), i + 2, end});
            reading.use(i + 2, end);
        }
    }
    return names;
}

}  // namespace llm
