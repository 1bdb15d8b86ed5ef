#pragma once

#include "catalog/spec.h"
#include "catalog/written_catalog.h"

#include <gtest/gtest.h>

/// A draft of these values, all of them sent by a program: what is wrong with them is a problem, not a
/// question.
inline catalog::Draft a_draft(std::string type, const base::Value& values)
{
    catalog::Draft draft{std::move(type), {}};
    for (const auto& [name, value] : values.items())
        draft.values[name] = {value, catalog::From::caller, std::nullopt};
    return draft;
}

/// A box that lacks nothing, with `values` beside or instead of what it has.
inline catalog::Draft a_box(const base::Value& values = base::Value::object())
{
    base::Value all{{"wood", "oak"}, {"resource_name", "tool-box"}};
    all.update(values);
    return a_draft("box", all);
}

inline catalog::Spec
the_spec(const catalog::Catalog& catalog, const catalog::Draft& draft, const catalog::Envelope& envelope = {})
{
    auto checked = catalog::check(catalog, {draft}, envelope);
    if (checked.specs.size() != 1)
        throw base::Error(
            base::Code::internal,
            checked.refusal ? checked.refusal->message
                            : "There is a question: " + checked.questions.at(0).question
        );
    return std::move(checked.specs.front());
}

inline std::vector<base::Problem> the_problems(
    const catalog::Catalog& catalog,
    const std::vector<catalog::Draft>& drafts,
    const catalog::Envelope& envelope = {}
)
{
    try {
        catalog::check(catalog, drafts, envelope);
    } catch (const base::Error& error) {
        EXPECT_EQ(error.code, base::Code::invalid);
        return error.problems;
    }
    return {};
}
