#include "llm/naming.h"

#include <algorithm>

namespace llm {
namespace {

using catalog::Draft;
using catalog::From;

class Namer {
public:
    Namer(
        const Attribution& attribution,
        std::size_t i,
        const std::vector<Place>& environments,
        const Prompt& prompt
    )
        : attribution_(attribution),
          i_(i),
          resource_(attribution.understood().wanted.resources[i]),
          environments_(environments),
          prompt_(prompt),
          names_(attribution.stated_names_of(i)),
          items_(attribution.items_of(i))
    {}

    Copies copies(const Draft& draft)
    {
        const bool several = resource_.plural || resource_.count > 1;
        copies_.wanted =
            std::max({resource_.count, environments_.size(), items_.size(), several ? names_.size() : 1});
        if (copies_.wanted > Copies::most)
            return std::move(copies_);
        for (std::size_t copy = 0; copy < copies_.wanted; ++copy)
            add(draft, copy);
        return std::move(copies_);
    }

private:
    void add(Draft draft, std::size_t copy)
    {
        const bool by_environment = environments_.size() == copies_.wanted;
        const bool single = copies_.wanted == 1;
        if (by_environment)
            draft.values["environment"] = {
                environments_[copy].name,
                From::request,
                attribution_.reading().span(environments_[copy].begin, environments_[copy].end)};
        StatedName unusable;
        if (has_too_many_names())
            unusable = all_names();
        else if (copy < names_.size() && (single || names_.size() > 1 || by_environment))
            unusable = state(draft, names_[names_.size() == 1 ? 0 : copy]);
        else if (resource_.type != nullptr && (single || copy < items_.size() || by_environment))
            derive(draft, copy < items_.size() ? &items_[copy] : nullptr);
        copies_.drafts.push_back(std::move(draft));
        copies_.unusable.push_back(std::move(unusable));
    }

    /// "called orders, refunds" of one queue: which of the two?
    bool has_too_many_names() const
    {
        const auto differs = [&](const StatedName& name) { return name.name != names_.front().name; };
        return copies_.wanted == 1 && std::any_of(names_.begin(), names_.end(), differs);
    }

    StatedName all_names() const
    {
        const auto begin = names_.front().begin;
        const auto end = names_.back().end;
        return {"", begin, end, attribution_.reading().original(begin, end)};
    }

    StatedName state(Draft& draft, const StatedName& name) const
    {
        if (!name.unusable.empty())
            return name;
        draft.values["resource_name"] = {
            name.name, From::request, attribution_.reading().span(name.begin, name.end)};
        return {};
    }

    void derive(Draft& draft, const Topic* item) const
    {
        const auto name = derived_name(attribution_, i_, item, prompt_);
        if (name.name.empty())
            return;
        catalog::Stated stated{name.name, From::request, std::nullopt};
        if (name.place != nullptr)
            stated.span = attribution_.reading().span(name.place->begin, name.place->end);
        draft.values["resource_name"] = stated;
    }

    const Attribution& attribution_;
    std::size_t i_;
    const Resource& resource_;
    const std::vector<Place>& environments_;
    const Prompt& prompt_;
    std::vector<StatedName> names_;
    std::vector<Topic> items_;
    Copies copies_;
};

std::string text_of(const Draft& draft, const std::string& field)
{
    const auto found = draft.values.find(field);
    return found == draft.values.end() || !found->second.value.is_string()
               ? ""
               : found->second.value.get<std::string>();
}

}  // namespace

Copies copies_of(
    const Attribution& attribution,
    std::size_t i,
    const Draft& draft,
    const std::vector<Place>& environments,
    const Prompt& prompt
)
{
    return Namer(attribution, i, environments, prompt).copies(draft);
}

void take_back_doubles(std::vector<Draft>& drafts)
{
    std::map<std::string, std::vector<Draft*>> by_name;
    for (auto& draft : drafts)
        if (draft.values.contains("resource_name"))
            by_name
                [draft.resource_type + "/" + text_of(draft, "resource_name") + "/" +
                 text_of(draft, "environment")]
                    .push_back(&draft);
    for (const auto& [name, same] : by_name)
        for (auto* draft : same)
            if (same.size() > 1)
                draft->values.erase("resource_name");
}

}  // namespace llm
