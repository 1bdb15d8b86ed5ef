#include "llm/offline.h"

#include "base/text.h"
#include "llm/compose.h"
#include "llm/intent.h"
#include "llm/negation.h"
#include "llm/schema.h"
#include "llm/unread.h"

#include <algorithm>
#include <functional>

namespace llm {
namespace {

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

/// Oracle is nobody's engine: stated all the same, so that the check says which engines there are.
void state_engine(Reading& reading, const Resource& resource, Findings& findings)
{
    const auto& mention = resource.mention;
    if (mention.engine_end == 0 || resource.type == nullptr)
        return;
    const auto name = reading.slug(mention.engine, mention.engine_end);
    findings.values[reading.lexicon().brand_parameter(*resource.type)] = {
        {name, mention.engine, mention.engine_end}};
    reading.use(mention.engine, mention.engine_end);
}

/// a MySQL for users and one for orders: the second is a MySQL too
void inherit_engine(const Lexicon& lexicon, const Resource& resource, const Findings& from, Findings& to)
{
    const auto* branding = resource.type == nullptr ? nullptr : lexicon.brand_parameter(*resource.type);
    const auto engine = from.values.find(branding);
    if (branding != nullptr && engine != from.values.end())
        to.values.try_emplace(branding, engine->second);
}

/// What `from` does not understand in its own words and `to` does, speaks of `to`.
void lend(Reading& reading, const Resource& from, Findings& unclear, const Resource& to, Findings& settings)
{
    if (from.type == nullptr || to.type == nullptr || from.type == to.type)
        return;
    auto found = parameters_in(reading, *to.type, from.ranges);
    found.demands.clear();
    std::erase_if(unclear.demands, [&](const Demand& demand) {
        return demand.parameter == nullptr && reading.any_used(demand.begin, demand.end);
    });
    settings.add(std::move(found));
}

/// The settings of each resource: from its own words, then from shared words, then from words of a neighbour
/// that only this one understands ("a bucket and a Postgres, with 100 GB").
std::vector<Findings> settings_of(Reading& reading, const Wanted& wanted)
{
    const auto& resources = wanted.resources;
    std::vector<Findings> settings(resources.size());
    for (std::size_t i = 0; i < resources.size(); ++i)
        if (resources[i].type != nullptr) {
            settings[i] = parameters_in(reading, *resources[i].type, resources[i].ranges);
            state_engine(reading, resources[i], settings[i]);
        }
    for (std::size_t i = 0; i < resources.size(); ++i)
        if (resources[i].like)
            inherit_engine(reading.lexicon(), resources[i], settings[*resources[i].like], settings[i]);
    const auto before = reading.used();
    auto after = before;
    for (std::size_t i = 0; i < resources.size(); ++i) {
        auto ranges = wanted.shared;
        for (const auto& [group, range] : wanted.groups)
            if (group == resources[i].group)
                ranges.push_back(range);
        if (resources[i].type == nullptr || ranges.empty())
            continue;
        auto shared = parameters_in(reading, *resources[i].type, ranges);
        if (resources.size() > 1)
            shared.demands.clear();
        settings[i].add(std::move(shared));
        std::transform(
            after.begin(), after.end(), reading.used().begin(), after.begin(), std::bit_or<char>()
        );
        reading.set_used(before);
    }
    reading.set_used(after);
    for (std::size_t i = resources.size(); i > 0; --i)
        for (std::size_t j = i - 1; j > 0; --j)
            lend(reading, resources[i - 1], settings[i - 1], resources[j - 1], settings[j - 1]);
    for (std::size_t i = 0; i < resources.size(); ++i)
        if (resources[i].type != nullptr)
            for (const auto& demand : foreign_settings_in(reading, *resources[i].type, resources[i].ranges))
                settings[i].demands.push_back(demand);
    for (const auto& findings : settings)
        for (const auto& demand : findings.demands)
            reading.use(demand.begin, demand.end);
    return settings;
}

/// queue and bucket for uploads: what the last is for, the ones that it is coordinated with are for too.
void share_topics(const Reading& reading, Understood& understood)
{
    const auto& resources = understood.wanted.resources;
    for (std::size_t i = resources.size(); i > 1; --i) {
        const auto& next = resources[i - 1].mention;
        auto& topics = understood.topics[i - 2];
        bool coordinated = topics.empty() && next.phrase == next.begin;
        for (auto k = resources[i - 2].mention.end; k < next.phrase; ++k)
            coordinated = coordinated && (reading.is(k, english::conjunction) || reading.is_mark(k, ",+&"));
        if (coordinated)
            topics = understood.topics[i - 1];
    }
}

/// two databases for billing, one in dev and one in prod: what the group is for, each of them is for
void share_topics_of_groups(Reading& reading, Understood& understood)
{
    const auto& resources = understood.wanted.resources;
    for (const auto& [group, range] : understood.wanted.groups) {
        auto topics = topics_in(reading, range, understood.plain);
        for (auto& topic : topics)
            topic.strong = true;
        for (std::size_t i = 0; i < resources.size(); ++i)
            if (resources[i].group == group)
                understood.topics[i].insert(understood.topics[i].begin(), topics.begin(), topics.end());
    }
}

void ask_about_unread(const Reading& reading, Understood& understood)
{
    const auto& resources = understood.wanted.resources;
    auto first = reading.size();
    for (const auto& resource : resources)
        first = std::min(first, resource.mention.phrase);
    for (const auto& [group, range] : understood.wanted.groups)
        first = std::min(first, range.begin);
    for (std::size_t i = 0; i < resources.size(); ++i)
        for (const auto& demand : unread_in(reading, understood.wanted, i, first))
            understood.findings[i].demands.push_back(demand);
}

Understood understand(Reading& reading, Wanted wanted, std::vector<StatedName> names)
{
    Understood understood;
    understood.wanted = std::move(wanted);
    understood.names = std::move(names);
    understood.plain = plain_topics_in(reading);
    understood.environments = environments_in(reading);
    understood.regions = regions_in(reading);
    const auto& resources = understood.wanted.resources;
    understood.findings = settings_of(reading, understood.wanted);
    for (const auto& resource : resources)
        reading.use(resource.mention.begin, resource.mention.end);
    for (const auto& resource : resources)
        understood.topics.push_back(topics_of(reading, resource, understood.plain));
    share_topics(reading, understood);
    share_topics_of_groups(reading, understood);
    for (const auto& range : understood.wanted.shared)
        for (auto& topic : topics_in(reading, range, understood.plain))
            understood.shared.push_back(std::move(topic));
    ask_about_unread(reading, understood);
    return understood;
}

/// What fits into one pull request that a person reads; as many as typed resources may be.
constexpr std::size_t most_resources = 20;
/// Some say a thing twice ("an S3 bucket"), none ten times; the work grows with the square of this.
constexpr std::size_t most_mentions = 100;

Reply refuse_too_many(std::size_t count)
{
    return refuse(
        "too_many_resources",
        "These words name " + std::to_string(count) + " things; one request makes at most " +
            std::to_string(most_resources) + ". Split it."
    );
}

Reply answer(Reading& reading, const Prompt& prompt)
{
    const auto& catalog = reading.lexicon().catalog();
    const auto names = stated_names_in(reading);
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
    if (mentions.size() > most_mentions)
        return refuse_too_many(mentions.size());
    auto wanted = wanted_by(reading, mentions);
    if (wanted.resources.size() > most_resources)
        return refuse_too_many(wanted.resources.size());
    if (auto refusal = refuse_foreign(reading, wanted, catalog))
        return *refusal;
    if (auto refusal = refuse_wishes(reading, catalog))
        return *refusal;
    settle_types(wanted, reading, prompt);
    return compose(reading, understand(reading, std::move(wanted), names), prompt);
}

}  // namespace

Offline::Offline(const catalog::Catalog& catalog) : lexicon_(std::make_unique<Lexicon>(catalog)) {}

Offline::~Offline() = default;

Reply Offline::complete(const Prompt& prompt)
{
    if (base::unprintable(prompt.words)) {
        auto reply = refuse(out_of_scope, "These are no words. " + offer(lexicon_->catalog()));
        reply.model = "offline";
        return reply;
    }
    Reading reading(*lexicon_, prompt.words);
    auto reply = answer(reading, prompt);
    reply.model = "offline";
    return reply;
}

}  // namespace llm
