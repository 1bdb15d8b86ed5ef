#include "llm/offline.h"

#include "base/text.h"
#include "llm/compose.h"
#include "llm/intent.h"
#include "llm/negation.h"

#include <algorithm>

namespace llm {
namespace {

constexpr std::string_view out_of_scope = "out_of_scope";

std::string offer(const catalog::Catalog& catalog)
{
    std::vector<std::string> titles;
    for (const auto& blueprint : catalog.blueprints())
        titles.push_back(blueprint.title + " (" + blueprint.type + ")");
    return "Groundwork can create: " + base::join(titles, ", ") + ".";
}

Reply refuse(std::string_view reason, const std::string& message)
{
    Reply reply;
    reply.refusal = catalog::Refusal{std::string(reason), message};
    return reply;
}

std::optional<Reply>
refuse_foreign(const Reading& reading, const Wanted& wanted, const catalog::Catalog& catalog)
{
    if (wanted.foreign.empty())
        return std::nullopt;
    std::vector<std::string> kinds;
    for (const auto& mention : wanted.foreign) {
        const auto kind = "\"" + reading.original(mention.begin, mention.end) + "\"";
        if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end())
            kinds.push_back(kind);
    }
    return refuse(
        out_of_scope,
        base::join(kinds, " and ") + (kinds.size() == 1 ? " is" : " are") + " not in the catalog. " +
            offer(catalog)
    );
}

/// What policies refuse, unless the words say that it is not wanted: not public, no public access.
std::optional<Reply> refuse_wishes(Reading& reading, const catalog::Catalog& catalog)
{
    for (std::size_t i = 0; i < reading.size(); ++i) {
        const auto* match = reading.find(i, Role::wish);
        if (match == nullptr || reading.is_used(i) || (reading.find(i, Role::idiom) != nullptr))
            continue;
        const auto* sense = match->find(Role::wish);
        const bool negated = is_negated(reading, match->begin, match->end);
        if (negated == sense->weak) {
            for (const auto& wish : catalog.policies().refusals)
                if (wish.id == sense->name)
                    return refuse(wish.id, wish.message);
        }
        if (!sense->weak)
            reading.use(match->begin, match->end);
        i = match->end - 1;
    }
    return std::nullopt;
}

/// A resource of the type that an answer named, for a request whose words left it open.
void settle_types(Wanted& wanted, const Reading& reading, const Prompt& prompt)
{
    if (wanted.resources.empty() && wanted.foreign.empty()) {
        Resource open;
        for (const auto& blueprint : reading.lexicon().catalog().blueprints())
            open.types.push_back(&blueprint);
        open.ranges.push_back({0, reading.size()});
        wanted.resources.push_back(std::move(open));
        wanted.shared.clear();
    }
    for (std::size_t i = 0; i < wanted.resources.size(); ++i) {
        auto answer = prompt.answers.find(std::to_string(i) + ".resource_type");
        if (answer == prompt.answers.end() && i == 0)
            answer = prompt.answers.find("resource_type");
        if (answer != prompt.answers.end() && answer->second.is_string() &&
            wanted.resources[i].type == nullptr)
            wanted.resources[i].type =
                reading.lexicon().catalog().find_blueprint(answer->second.get<std::string>());
    }
}

Understood understand(Reading& reading, Wanted wanted)
{
    Understood understood;
    understood.wanted = std::move(wanted);
    understood.names = stated_names_in(reading);
    understood.plain = plain_topics_in(reading);
    understood.environments = environments_in(reading);
    understood.regions = regions_in(reading);
    const auto& resources = understood.wanted.resources;
    for (const auto& resource : resources)
        reading.use(resource.mention.begin, resource.mention.end);
    for (const auto& resource : resources) {
        auto ranges = resource.ranges;
        for (const auto& [group, range] : understood.wanted.groups)
            if (group == resource.group)
                ranges.push_back(range);
        if (&resource == &resources.front() || resources.size() > 1)
            ranges.insert(ranges.end(), understood.wanted.shared.begin(), understood.wanted.shared.end());
        understood.findings.push_back(
            resource.type == nullptr ? Findings{} : parameters_in(reading, *resource.type, ranges)
        );
    }
    for (const auto& resource : resources)
        understood.topics.push_back(topics_of(reading, resource, understood.plain));
    for (const auto& range : understood.wanted.shared)
        for (auto& topic : topics_in(reading, range, understood.plain))
            understood.shared.push_back(std::move(topic));
    return understood;
}

Reply answer(Reading& reading, const Prompt& prompt)
{
    const auto& catalog = reading.lexicon().catalog();
    const auto mentions = mentions_of(reading);
    switch (intent_of(reading, mentions)) {
    case Intent::other:
        return refuse(out_of_scope, "No infrastructure was recognised in these words. " + offer(catalog));
    case Intent::change:
        return refuse(
            out_of_scope,
            "Changing or deleting what exists is not yet supported; only new resources can be "
            "requested. " +
                offer(catalog)
        );
    case Intent::create: break;
    }
    auto wanted = wanted_by(reading, mentions);
    if (auto refusal = refuse_foreign(reading, wanted, catalog))
        return *refusal;
    if (auto refusal = refuse_wishes(reading, catalog))
        return *refusal;
    settle_types(wanted, reading, prompt);
    return compose(reading, understand(reading, std::move(wanted)), prompt);
}

}  // namespace

Offline::Offline(const catalog::Catalog& catalog) : lexicon_(std::make_unique<Lexicon>(catalog)) {}

Offline::~Offline() = default;

Reply Offline::complete(const Prompt& prompt)
{
    Reading reading(*lexicon_, prompt.words);
    auto reply = answer(reading, prompt);
    reply.model = "offline";
    return reply;
}

}  // namespace llm
