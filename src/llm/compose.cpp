#include "llm/compose.h"

#include "base/text.h"
#include "llm/names.h"

#include <algorithm>
#include <set>

namespace llm {
namespace {

using catalog::Draft;
using catalog::From;
using catalog::Question;
using catalog::Stated;

std::string written(const base::Value& value)
{
    return value.is_string() ? value.get<std::string>() : base::write_json(value);
}

class Composer {
public:
    Composer(const Reading& reading, const Understood& understood, const Prompt& prompt)
        : reading_(reading), understood_(understood), prompt_(prompt), attribution_(reading, understood)
    {}

    Reply reply()
    {
        const auto& resources = understood_.wanted.resources;
        for (std::size_t i = 0; i < resources.size(); ++i)
            compose(i);
        name_drafts();
        Reply reply;
        reply.refusal = std::move(refusal_);
        if (reply.refusal)
            return reply;
        reply.questions = std::move(questions_);
        if (reply.questions.empty())
            reply.drafts = std::move(drafts_);
        return reply;
    }

private:
    /// One resource becomes one draft, or several for "three queues".
    void compose(std::size_t i)
    {
        const auto& resource = understood_.wanted.resources[i];
        index_ = drafts_.size();
        if (resource.type == nullptr)
            ask_type(resource);
        Draft draft;
        draft.resource_type = resource.type == nullptr ? "" : resource.type->type;
        state_parameters(draft, i);
        state_environment(draft, resource);
        state_region(draft, resource);
        state_owners(draft, i);
        add_copies(draft, i);
    }

    void ask(const std::string& field, const std::string& question, std::vector<std::string> options)
    {
        const auto numbered = std::to_string(index_) + "." + field;
        const auto id = index_ == 0 ? field : numbered;
        if (prompt_.answers.contains(id) || prompt_.answers.contains(numbered))
            return;
        const bool asked =
            std::any_of(questions_.begin(), questions_.end(), [&](const Question& q) { return q.id == id; });
        if (!asked)
            questions_.push_back({id, question, std::move(options)});
    }

    void ask_type(const Resource& resource)
    {
        std::vector<std::string> options;
        for (const auto* type : resource.types)
            options.push_back(type->type);
        const auto words = resource.mention.end > resource.mention.begin
                               ? "What kind of thing is \"" +
                                     reading_.original(resource.mention.begin, resource.mention.end) + "\"?"
                               : std::string("What kind of resource do you need?");
        ask("resource_type", words, options);
    }

    void state_parameters(Draft& draft, std::size_t i)
    {
        const auto& resource = understood_.wanted.resources[i];
        const auto& findings = understood_.findings[i];
        for (const auto& [parameter, found] : findings.values) {
            std::vector<base::Value> different;
            for (const auto& finding : found)
                if (std::find(different.begin(), different.end(), finding.value) == different.end())
                    different.push_back(finding.value);
            if (different.size() > 1) {
                std::vector<std::string> options;
                std::transform(different.begin(), different.end(), std::back_inserter(options), written);
                ask(parameter->name,
                    "The request says more than one thing here. " + parameter->sentence,
                    options);
                continue;
            }
            draft.values[parameter->name] = {
                found[0].value, From::request, reading_.span(found[0].begin, found[0].end)};
        }
        std::vector<std::string> unclear;
        for (const auto& demand : findings.demands) {
            const auto words = "\"" + reading_.original(demand.begin, demand.end) + "\"";
            const auto* parameter = demand.parameter;
            if (parameter != nullptr)
                ask(parameter->name, words + " needs a value. " + parameter->sentence, {});
            else if (std::find(unclear.begin(), unclear.end(), words) == unclear.end())
                unclear.push_back(words);
        }
        if (!unclear.empty())
            ask_about_unsupported(base::join(unclear, " and "), *resource.type);
    }

    /// "yes" makes it without what it cannot have; "no" leaves nothing that could be made.
    void ask_about_unsupported(const std::string& words, const catalog::Blueprint& type)
    {
        const auto answer = answer_to(std::string(unsupported));
        if (answer.is_string() && base::lower_ascii(answer.get<std::string>()) == "no")
            refusal_ = catalog::Refusal{
                "out_of_scope",
                "A resource of the type " + type.type + " cannot be made with " + words +
                    ". Say it in other words, or leave it out."};
        ask(std::string(unsupported),
            "What " + words + " sets is not clear, or a resource of the type " + type.type +
                " has no such setting. Shall it be made without it?",
            {"yes", "no"});
    }

    base::Value answer_to(const std::string& field) const
    {
        auto answer = prompt_.answers.find(std::to_string(index_) + "." + field);
        if (answer == prompt_.answers.end() && index_ == 0)
            answer = prompt_.answers.find(field);
        return answer == prompt_.answers.end() ? base::Value() : answer->second;
    }

    /// The places inside the resource's own words; else those in the shared words; else the only ones there
    /// are.
    std::vector<Place> places_of(const Resource& resource, const std::vector<Place>& places) const
    {
        std::vector<Place> own;
        std::vector<Place> shared;
        for (const auto& place : places) {
            if (resource.contains(place.begin) || is_coordinated(place, resource, places))
                own.push_back(place);
            const auto in_range = [&](const Range& range) { return range.contains(place.begin); };
            bool in_shared =
                std::any_of(understood_.wanted.shared.begin(), understood_.wanted.shared.end(), in_range);
            for (const auto& [group, range] : understood_.wanted.groups)
                in_shared = in_shared || (group == resource.group && in_range(range));
            if (in_shared)
                shared.push_back(place);
        }
        return !own.empty() ? own : !shared.empty() ? shared : places;
    }

    /// production and dev Postgres: the first environment stands before the resource's own words and belongs
    /// to them
    bool is_coordinated(const Place& place, const Resource& resource, const std::vector<Place>& places) const
    {
        const auto own = std::find_if(places.begin(), places.end(), [&](const Place& other) {
            return other.begin > place.end && other.begin - place.end <= 2 && resource.contains(other.begin);
        });
        if (own == places.end())
            return false;
        for (auto i = place.end; i < own->begin; ++i)
            if (!reading_.is(i, english::conjunction | english::article) && !reading_.is_mark(i, ",&+"))
                return false;
        return own->begin > place.end;
    }

    std::vector<std::string> names_of(const std::vector<Place>& places) const
    {
        std::vector<std::string> names;
        for (const auto& place : places)
            if (std::find(names.begin(), names.end(), place.name) == names.end())
                names.push_back(place.name);
        return names;
    }

    std::vector<std::string> environment_names() const
    {
        std::vector<std::string> names;
        for (const auto& environment : reading_.lexicon().catalog().environments())
            names.push_back(environment.name);
        return names;
    }

    void state_environment(Draft& draft, const Resource& resource)
    {
        environments_.clear();
        if (!prompt_.environment.empty())
            return;
        const auto places = places_of(resource, understood_.environments);
        const auto names = names_of(places);
        if (names.empty())
            return;
        if (!places.front().known)
            return ask(
                "environment", "There is no environment \"" + places.front().name + "\".", environment_names()
            );
        const bool both =
            resource.plural || std::any_of(places.begin(), places.end(), [&](const Place& place) {
                return place.begin > 0 &&
                       (reading_.says(place.begin - 1, "both") || reading_.says(place.begin - 1, "each"));
            });
        if (names.size() > 1 && !both)
            return ask("environment", "In which environment? The request names more than one.", names);
        if (names.size() > 1)
            environments_ = places;
        draft.values["environment"] = {
            names[0], From::request, reading_.span(places[0].begin, places[0].end)};
    }

    void state_region(Draft& draft, const Resource& resource)
    {
        const auto places = places_of(resource, understood_.regions);
        const auto names = names_of(places);
        if (names.empty())
            return;
        if (names.size() > 1 || !places[0].known) {
            std::vector<std::string> options = names;
            if (!places[0].known && resource.type != nullptr) {
                options.clear();
                for (const auto& region : reading_.lexicon().catalog().regions(resource.type->cloud))
                    options.push_back(region.name);
            }
            return ask(
                "region",
                places[0].known ? "In which region? The request names more than one."
                                : "The region \"" + places[0].name + "\" is not known here. In which region?",
                options
            );
        }
        draft.values["region"] = {names[0], From::request, reading_.span(places[0].begin, places[0].end)};
    }

    void state_owners(Draft& draft, std::size_t i)
    {
        const auto state = [&](const char* field, Topic::Kind kind) {
            if (const auto* topic = attribution_.topic_of(i, kind))
                draft.values[field] = {topic->name, From::request, reading_.span(topic->begin, topic->end)};
        };
        state("team", Topic::Kind::team);
        state("owner", Topic::Kind::owner);
        state("cost_center", Topic::Kind::cost_center);
        if (!attribution_.items_of(i).empty() &&
            attribution_.items_of(i).front().kind == Topic::Kind::service)
            return;
        state("service", Topic::Kind::service);
    }

    void add_copies(const Draft& draft, std::size_t i)
    {
        const auto& resource = understood_.wanted.resources[i];
        constexpr std::size_t most = 20;
        const auto names = attribution_.stated_names_of(i);
        const auto items = attribution_.items_of(i);
        const auto copies = std::max(
            {resource.count,
             environments_.size(),
             items.size(),
             resource.plural || resource.count > 1 ? names.size() : 1}
        );
        if (copies > most) {
            ask("count",
                "At most " + std::to_string(most) +
                    " resources can be requested at once. How many are needed?",
                {});
            return;
        }
        for (std::size_t copy = 0; copy < copies; ++copy) {
            auto next = draft;
            if (environments_.size() == copies)
                next.values["environment"] = {
                    environments_[copy].name,
                    From::request,
                    reading_.span(environments_[copy].begin, environments_[copy].end)};
            if (copy < names.size() && (copies == 1 || names.size() > 1 || environments_.size() == copies))
                state_name(next, names[names.size() == 1 ? 0 : copy]);
            else if (resource.type != nullptr && (copies == 1 || copy < items.size() || environments_.size() == copies))
                derive_name(next, i, copy < items.size() ? &items[copy] : nullptr);
            drafts_.push_back(std::move(next));
        }
    }

    void state_name(Draft& draft, const StatedName& name) const
    {
        draft.values["resource_name"] = {name.name, From::request, reading_.span(name.begin, name.end)};
    }

    void derive_name(Draft& draft, std::size_t i, const Topic* item) const
    {
        const auto name = derived_name(attribution_, i, item, prompt_);
        if (name.name.empty())
            return;
        Stated stated{name.name, From::request, std::nullopt};
        if (name.place != nullptr)
            stated.span = reading_.span(name.place->begin, name.place->end);
        draft.values["resource_name"] = stated;
    }

    /// Two resources that would get one name are asked for their names instead.
    void name_drafts()
    {
        std::map<std::string, std::vector<Draft*>> by_name;
        for (auto& draft : drafts_)
            if (const auto name = draft.values.find("resource_name"); name != draft.values.end()) {
                const auto environment = draft.values.find("environment");
                by_name
                    [draft.resource_type + "/" + written(name->second.value) + "/" +
                     (environment == draft.values.end() ? "" : written(environment->second.value))]
                        .push_back(&draft);
            }
        for (const auto& [name, drafts] : by_name)
            if (drafts.size() > 1)
                for (auto* draft : drafts)
                    draft->values.erase("resource_name");
    }

    const Reading& reading_;
    const Understood& understood_;
    const Prompt& prompt_;
    Attribution attribution_;
    std::vector<Draft> drafts_;
    std::vector<Question> questions_;
    std::optional<catalog::Refusal> refusal_;
    std::vector<Place> environments_;  ///< of the resource at hand, where it is wanted in several
    std::size_t index_ = 0;
};

}  // namespace

Reply compose(const Reading& reading, const Understood& understood, const Prompt& prompt)
{
    return Composer(reading, understood, prompt).reply();
}

}  // namespace llm
