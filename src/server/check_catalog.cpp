#include "server/check_catalog.h"

#include "catalog/spec.h"
#include "llm/offline.h"
#include "server/app.h"

namespace server {
namespace {

using base::Problem;

class Examples {
public:
    Examples(const catalog::Catalog& catalog, std::vector<Problem>& problems)
        : catalog_(catalog), model_(catalog), problems_(problems)
    {}

    void try_all()
    {
        for (const auto& blueprint : catalog_.blueprints())
            for (const auto& example : blueprint.examples)
                try_one(blueprint, example);
    }

private:
    void try_one(const catalog::Blueprint& blueprint, const catalog::Example& example)
    {
        const auto complain = [&](const std::string& what) {
            problems_.push_back(
                {blueprint.type + "/blueprint.yaml", "The example \"" + example.request + "\" " + what}
            );
        };
        const auto reply = model_.complete({example.request, "", "", "", {}});
        if (reply.drafts.size() != 1)
            return complain(
                reply.refusal             ? "is refused: " + reply.refusal->message
                : reply.questions.empty() ? "is understood as several resources."
                                          : "is unclear: " + reply.questions.front().question
            );
        const auto checked = catalog::check(catalog_, reply.drafts, {});
        if (checked.specs.empty())
            return complain(
                checked.refusal ? "is refused: " + checked.refusal->message
                                : "is unclear: " + checked.questions.front().question
            );
        compare(checked.specs.front(), blueprint, example, complain);
    }

    template <typename Complain>
    static void compare(
        const catalog::Spec& spec,
        const catalog::Blueprint& blueprint,
        const catalog::Example& example,
        const Complain& complain
    )
    {
        if (spec.resource_type != blueprint.type)
            complain("is understood as " + spec.resource_type + ".");
        if (spec.resource_name != example.resource_name)
            complain("gets the name " + spec.resource_name + ".");
        if (spec.environment != example.environment)
            complain("is for " + spec.environment + ".");
        for (const auto& [name, value] : example.parameters.items()) {
            const auto* found = spec.find_parameter(name);
            if (!found || found->value != value || found->from != catalog::From::request)
                complain(
                    "does not state " + name + " = " + base::write_json(value) +
                    (found ? "; it is " + base::write_json(found->value) : "") + "."
                );
        }
    }

    const catalog::Catalog& catalog_;
    llm::Offline model_;
    std::vector<Problem>& problems_;
};

}  // namespace

std::vector<Problem> check_catalog(const base::Settings& settings)
{
    std::vector<Problem> problems;
    try {
        const auto catalog = catalog::Catalog::load(catalog_paths(settings));
        Examples(catalog, problems).try_all();
    } catch (const base::Error& error) {
        problems =
            error.problems.empty() ? std::vector{Problem{error.pointer, error.message}} : error.problems;
    }
    return problems;
}

}  // namespace server
