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

/// What follows "called", "named", "name:", "call it": nullopt when the word at `i` announces no name.
std::optional<std::size_t> behind_announcement(const Reading& reading, std::size_t i)
{
    const bool call = reading.says(i, "call") && (reading.says(i + 1, "it") || reading.says(i + 1, "them") ||
                                                  reading.says(i + 1, "this"));
    if ((!reading.is(i, english::naming) && !call) || is_part_of_a_parameter(reading, i))
        return std::nullopt;
    constexpr std::string_view links = "it them is of should be shall this the would";
    auto at = i + 1;
    while (at < reading.size() && at < i + 5 &&
           (reading.is_mark(at, ":=") || english::is_one_of(reading.word(at).text, links)))
        ++at;
    return at;
}

/// Whether the word at `at` is the name that the word at `i` announces. "name" alone, without "is" or a
/// colon, announces only what nothing else explains.
bool is_announced(const Reading& reading, std::size_t i, std::size_t at)
{
    if (at >= reading.size() || reading.word(at).kind == Word::Kind::mark)
        return false;
    if (reading.is_opaque(at) || reading.word(at).kind == Word::Kind::quoted)
        return true;
    const bool bare = at == i + 1 && reading.says(i, "name") && !reading.is_novel(at);
    return !bare && !reading.is(at, english::preposition | english::conjunction | english::auxiliary);
}

/// What stands behind the byte up to the next space or list mark, without the marks that end a sentence.
std::string_view run_behind(std::string_view text, std::size_t byte)
{
    auto run = text.substr(std::min(byte, text.size()));
    run.remove_prefix(std::min(run.find_first_not_of(" \t"), run.size()));
    run = run.substr(0, run.find_first_of(" \t\r\n,;"));
    if (run.find_first_not_of("./\\") == std::string_view::npos && run.size() > 1)
        return run;
    run.remove_prefix(std::min(run.find_first_not_of("(\"'`"), run.size()));
    return run.substr(0, run.find_last_not_of(".:!?)\"'`") + 1);
}

/// ../../etc/passwd, .git, ${name}, größe: no name, and none is made of its pieces. Case, spaces and
/// underscores are only another way of writing one.
bool is_unusable(std::string_view written)
{
    const auto harmless = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_' || c == ' ';
    };
    return !std::all_of(written.begin(), written.end(), harmless) || written.starts_with('-') ||
           written.find_first_not_of("- ") == std::string_view::npos;
}

StatedName name_in(const Reading& reading, std::size_t begin, std::size_t end)
{
    const bool quoted = end == begin + 1 && reading.word(begin).kind == Word::Kind::quoted;
    const auto written = quoted ? reading.word(begin).raw : reading.original(begin, end);
    return {reading.slug(begin, end), begin, end, is_unusable(written) ? written : ""};
}

/// The name that the word at `i` announces, where it is one that cannot be used.
std::optional<StatedName> unusable_behind(const Reading& reading, std::size_t i, std::size_t at)
{
    if (at > reading.size() || (at == i + 1 && reading.says(i, "name")) ||
        (at < reading.size() && reading.word(at).kind == Word::Kind::quoted))
        return std::nullopt;
    const auto run = run_behind(reading.text(), reading.word(at - 1).span.end);
    const bool typographic = !run.empty() && static_cast<unsigned char>(run.front()) >= 0x80 &&
                             (at >= reading.size() || reading.word(at).kind == Word::Kind::mark);
    if (run.empty() || typographic || !is_unusable(run))
        return std::nullopt;
    const auto end_of_run = static_cast<std::size_t>(run.data() + run.size() - reading.text().data());
    auto end = at;
    while (end < reading.size() && reading.word(end).span.begin < end_of_run)
        ++end;
    return StatedName{"", end > at ? at : i, std::max(end, i + 1), std::string(run)};
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

/// Where the name right behind the type's noun ends: bucket assets-cdn-origin, namespace kube-system,
/// namespace blue; nullopt when none stands there.
std::optional<std::size_t> name_behind(const Reading& reading, const Match& match)
{
    const auto at = match.end;
    if (at >= reading.size() || reading.is_used(at) || reading.word(at).joint != ' ')
        return std::nullopt;
    const auto end = reading.identifier_end(at);
    const auto& type = *match.find(Role::type)->blueprint;
    if (type.name.reserves(reading.slug(at, end)))
        return end;  // kube-system: whoever says it means the name, and the check says why not
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

/// My Nice Bucket: written like a title, and so one name. IN PROD is only loud.
bool is_capital(const Reading& reading, std::size_t i)
{
    const auto& raw = reading.word(i).raw;
    const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    return raw.size() > 1 && upper(raw[0]) && !upper(raw[1]) && reading.find(i, Role::environment) == nullptr;
}

std::size_t name_end(const Reading& reading, std::size_t at)
{
    auto end = reading.identifier_end(at);
    if (reading.word(at).kind == Word::Kind::quoted || end - at > 1)
        return end;
    const bool proper = is_capital(reading, at);
    // my nice_bucket: "my" alone is no name
    if (reading.is(at, english::definite) && end < reading.size() &&
        reading.word(end).kind == Word::Kind::word)
        end = reading.identifier_end(end);
    while (end < reading.size() && reading.word(end).kind == Word::Kind::word &&
           (reading.is_novel(end) || reading.find(end, Role::type) != nullptr ||
            (proper && is_capital(reading, end))))
        end = reading.identifier_end(end);
    return end;
}

}  // namespace

namespace {

class Finder {
public:
    explicit Finder(Reading& reading) : reading_(reading) {}

    std::vector<StatedName> names()
    {
        for (std::size_t i = 0; i < reading_.size(); ++i) {
            i = take_announced(i);
            if (i >= reading_.size())
                break;
            take_behind_the_noun(i);
        }
        return std::move(names_);
    }

private:
    void take(std::size_t begin, std::size_t end)
    {
        names_.push_back(name_in(reading_, begin, end));
        reading_.use(begin, end);
    }

    /// called a, b and c. Gives where to read on.
    std::size_t take_announced(std::size_t i)
    {
        const auto behind = behind_announcement(reading_, i);
        if (!behind)
            return i;
        if (auto unusable = unusable_behind(reading_, i, *behind)) {
            const auto end = unusable->end;
            reading_.use(i, end);
            names_.push_back(std::move(*unusable));
            return end;
        }
        auto at = *behind;
        if (!is_announced(reading_, i, at))
            return i;
        reading_.use(i, at);
        for (;;) {
            const auto end = name_end(reading_, at);
            take(at, end);
            at = end;
            while (at < reading_.size() && (reading_.is_mark(at, ",&") || reading_.says(at, "and")))
                ++at;
            if (at == end || !goes_on(at))
                return end;
        }
    }

    bool goes_on(std::size_t at) const
    {
        const bool name = at < reading_.size() && reading_.identifier_begin(at) == at &&
                          ((reading_.is_novel(at) && reading_.matches(at).empty()) ||
                           reading_.word(at).kind == Word::Kind::quoted);
        return name && !reading_.is(reading_.identifier_end(at), english::wish | english::auxiliary);
    }

    void take_behind_the_noun(std::size_t i)
    {
        const auto* type = reading_.find(i, Role::type);
        // a bucket `acme-invoices`
        if (type != nullptr && i + 1 < reading_.size() && reading_.word(i + 1).kind == Word::Kind::quoted &&
            !reading_.is_used(i + 1))
            take(i + 1, i + 2);
        if (type != nullptr && !reading_.any_used(i, type->end) && !reading_.is_opaque(i))
            if (const auto end = name_behind(reading_, *type))
                take(type->end, *end);
        if (is_labelled(reading_, i))
            take(i + 2, reading_.identifier_end(i + 2));
    }

    Reading& reading_;
    std::vector<StatedName> names_;
};

}  // namespace

std::vector<StatedName> stated_names_in(Reading& reading)
{
    return Finder(reading).names();
}

}  // namespace llm
