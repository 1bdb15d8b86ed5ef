#include "llm/compose.h"

#include "base/text.h"
#include "llm/naming.h"
#include "llm/whereabouts.h"

#include <algorithm>

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
        take_back_doubles(drafts_);
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
                ask_for_value(words, demand);
            else if (std::find(unclear.begin(), unclear.end(), words) == unclear.end())
                unclear.push_back(words);
        }
        constexpr std::size_t most_quoted = 4;
        if (unclear.size() > most_quoted)
            unclear.resize(most_quoted);
        if (!unclear.empty())
            ask_about_unsupported(base::join(unclear, " and "), *resource.type);
    }

    void ask_for_value(const std::string& words, const Demand& demand)
    {
        const auto& parameter = *demand.parameter;
        std::vector<std::string> options;
        if (parameter.schema.contains("enum"))
            for (const auto& value : parameter.schema.at("enum"))
                if (value != demand.not_this)
                    options.push_back(written(value));
        const auto* what = demand.why == Demand::Why::no_value   ? " needs a value. "
                           : demand.why == Demand::Why::no_such  ? " is not offered here. "
                           : demand.why == Demand::Why::excluded ? " leaves open which one. "
                                                                 : " does not say one value. ";
        ask(parameter.name, words + what + parameter.sentence, std::move(options));
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
        const auto places = places_of(reading_, understood_, resource, understood_.environments);
        const auto names = names_of(places);
        if (names.empty())
            return;
        if (!places.front().known)
            return ask(
                "environment",
                "\"" + places.front().name + "\" names no environment here. In which environment?",
                environment_names()
            );
        const bool both = means_each(reading_, resource, places);
        if (names.size() > 1 && !both)
            return ask("environment", "In which environment? The request names more than one.", names);
        if (names.size() > 1)
            environments_ = places;
        draft.values["environment"] = {
            names[0], From::request, reading_.span(places[0].begin, places[0].end)};
    }

    void state_region(Draft& draft, const Resource& resource)
    {
        const auto places = places_of(reading_, understood_, resource, understood_.regions);
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
        auto copies = copies_of(attribution_, i, draft, environments_, prompt_);
        if (copies.wanted > Copies::most)
            return ask(
                "count",
                "At most " + std::to_string(Copies::most) +
                    " resources can be requested at once. How many are needed?",
                {}
            );
        for (std::size_t copy = 0; copy < copies.drafts.size(); ++copy) {
            index_ = drafts_.size();
            if (const auto& name = copies.unusable[copy].unusable; !name.empty())
                ask_for_another_name(name, understood_.wanted.resources[i]);
            drafts_.push_back(std::move(copies.drafts[copy]));
        }
    }

    void ask_for_another_name(const std::string& name, const Resource& resource)
    {
        const auto thing = resource.type == nullptr ? std::string("resource") : resource.type->spoken();
        ask("resource_name",
            "\"" + base::shortened(name, 60) +
                "\" cannot be a name: names are made of letters, digits and hyphens. What should the " +
                thing + " be called?",
            {});
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
