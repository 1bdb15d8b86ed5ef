#include "catalog/tags.h"

#include "base/text.h"
#include "catalog/resource.h"

#include <fmt/format.h>

namespace catalog {
namespace {

using base::Value;

constexpr std::size_t tag_limit = 50;
constexpr std::size_t key_limit = 128;
constexpr std::size_t value_limit = 256;

/// Set from the resource itself; a caller's tag of the same name would lie.
constexpr std::array<std::string_view, 3> own_tags{"Environment", "ManagedBy", "Blueprint"};

struct Range {
    char32_t first, last;
};

/// Latin, Greek, Cyrillic, Japanese, Chinese and Korean letters, all of them in normal form C as they stand.
constexpr std::array<Range, 14> letters{{
    {0x00C0, 0x00D6},
    {0x00D8, 0x00F6},
    {0x00F8, 0x024F},
    {0x0388, 0x038A},
    {0x038C, 0x038C},
    {0x038E, 0x03A1},
    {0x03A3, 0x03F5},
    {0x0400, 0x0481},
    {0x048A, 0x052F},
    {0x1E00, 0x1E99},
    {0x3041, 0x3096},
    {0x30A1, 0x30FA},
    {0x4E00, 0x9FFF},
    {0xAC00, 0xD7A3},
}};

bool is_allowed(std::string_view character)
{
    if (character.size() == 1) {
        constexpr std::string_view others = " _.:/=+-@";
        const char c = character.front();
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               others.find(c) != std::string_view::npos;
    }
    const auto byte = [&](std::size_t i) {
        return static_cast<char32_t>(static_cast<unsigned char>(character[i]));
    };
    const char32_t point = character.size() == 2 ? ((byte(0) & 0x1FU) << 6U) | (byte(1) & 0x3FU)
                           : character.size() == 3
                               ? ((byte(0) & 0x0FU) << 12U) | ((byte(1) & 0x3FU) << 6U) | (byte(2) & 0x3FU)
                               : 0;
    return std::any_of(letters.begin(), letters.end(), [&](const Range& range) {
        return point >= range.first && point <= range.last;
    });
}

/// The first character's bytes.
std::string_view first_character(std::string_view text)
{
    std::size_t length = 1;
    while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80)
        ++length;
    return text.substr(0, length);
}

std::optional<std::string> wrong_tag(const std::string& key, const std::string& value)
{
    const auto word = base::lower_ascii(key);
    for (const auto own : own_tags)
        if (word == base::lower_ascii(own))
            return fmt::format("The tag {} is set by Groundwork.", own);
    if (key.empty() || base::code_points(key) > key_limit)
        return fmt::format("A tag's name has 1 to {} characters.", key_limit);
    if (word.starts_with("aws:"))
        return "Names of tags that start with aws: belong to AWS.";
    if (base::code_points(value) > value_limit)
        return fmt::format("A tag's value has at most {} characters.", value_limit);
    if (auto reason = wrong_tag_text(key))
        return reason;
    return wrong_tag_text(value);
}

void add_callers_tags(Resource& resource, Findings& findings)
{
    const auto found = resource.spec.fields.find("tags");
    if (found == resource.spec.fields.end())
        return;
    const auto at = resource.pointer("tags");
    for (const auto& [key, value] : found->second.value.items()) {
        const auto& text = value.get_ref<const std::string&>();
        if (const auto reason = wrong_tag(key, text))
            findings.wrong(at + "/" + base::pointer_token(key), *reason);
        else
            resource.spec.tags[key] = text;
    }
    if (resource.spec.tags.size() > tag_limit)
        findings.wrong(
            at, fmt::format("There are {} tags, at most {}.", resource.spec.tags.size(), tag_limit)
        );
}

/// The field that can give a required tag its value.
constexpr std::string_view field_of(std::string_view tag)
{
    return tag == "Team" ? "team" : tag == "Service" ? "service" : tag == "Owner" ? "owner" : "cost_center";
}

}  // namespace

std::optional<std::string> wrong_tag_text(std::string_view text)
{
    while (!text.empty()) {
        const auto character = first_character(text);
        if (!is_allowed(character))
            return "Tags are made of letters, digits, spaces and _.:/=+-@.";
        text.remove_prefix(character.size());
    }
    return std::nullopt;
}

std::string as_tag_text(std::string_view text)
{
    std::string tag;
    for (std::size_t points = 0; !text.empty() && points < value_limit; ++points) {
        const auto character = first_character(text);
        tag += is_allowed(character) ? character : "-";
        text.remove_prefix(character.size());
    }
    return tag;
}

void settle_tags(const Policies& policies, Resource& resource, Findings& findings)
{
    auto& spec = resource.spec;
    spec.tags = policies.tag_defaults;
    spec.tags.emplace("ManagedBy", "terraform");
    spec.tags["Environment"] = spec.environment;
    spec.tags["Blueprint"] = spec.resource_type + "@" + spec.blueprint_version;
    const auto cost_center = spec.fields.find("cost_center");
    for (const auto& [name, value] :
         {std::pair<const char*, std::string>{"Team", spec.team},
          {"Service", spec.service},
          {"Owner", spec.owner},
          {"CostCenter",
           cost_center == spec.fields.end() ? "" : cost_center->second.value.get<std::string>()}})
        if (!value.empty())
            spec.tags[name] = value;
    add_callers_tags(resource, findings);
    for (const auto& tag : policies.required_tags)
        if (!spec.tags.contains(tag))
            findings.questions.push_back(
                {resource.question_id(std::string(field_of(tag))),
                 fmt::format("What should the tag {} say?", tag),
                 {}}
            );
}

}  // namespace catalog
