#pragma once

#include "catalog/catalog.h"
#include "catalog/spec.h"

namespace catalog {

/// A value that somebody stated, and where it stands in the input (a JSON pointer).
struct Statement {
    base::Value value;
    From from = From::request;
    std::optional<Span> span;
    std::string pointer;
};

/// One draft on its way to a spec.
struct Resource {
    std::size_t index = 0;
    const Blueprint* blueprint = nullptr;  ///< null: no type is known, and a question or a problem says so
    const Environment* environment = nullptr;  ///< null: the problem is reported
    std::map<std::string, Statement> said;     ///< by parameter or field
    Spec spec;

    const Statement* find(const std::string& name) const;
    /// Where a value of this name stands in the input, whether or not somebody stated it.
    std::string pointer(const std::string& name) const;
    /// The id of a question about this field.
    std::string question_id(const std::string& field) const;
};

/// Everything that stands between drafts and specs.
struct Findings {
    std::vector<base::Problem> problems;
    std::vector<Question> questions;
    std::optional<Refusal> refusal;  ///< the first one

    void wrong(const std::string& pointer, const std::string& message)
    {
        problems.push_back({pointer, message});
    }
    /// True when there was nothing to report.
    bool accept(const std::vector<base::Problem>& found);
    void refuse(const std::string& rule, const std::string& message);
};

/// The fields that every resource has beside its type and its parameters: name → JSON Schema with a
/// description.
const std::map<std::string, base::Value>& resource_fields();

/// The type, and what draft, envelope and answers say; reports what no resource of this type has.
std::vector<Resource> gather(
    const Catalog& catalog, const std::vector<Draft>& drafts, const Envelope& envelope, Findings& findings
);

/// Each fills its part of the spec and reports what stands against it. The order is the order here.
void settle_fields(const Catalog& catalog, const Envelope& envelope, Resource& resource, Findings& findings);
void settle_parameters(const Catalog& catalog, Resource& resource, Findings& findings);
void settle_names(const Policies& policies, Resource& resource, Findings& findings);
void settle_tags(const Policies& policies, Resource& resource, Findings& findings);

/// What a program sent wrong stays a problem; what a person said or answered becomes a question.
void ask_again(const Catalog& catalog, const std::vector<Resource>& resources, Findings& findings);

/// user:default/jane → jane, group:payments → payments; anything else as it is.
std::string readable(const std::string& reference);

/// A value as it is written in a sentence.
std::string shown(const base::Value& value);

/// A string as the type that the schema wants, where it says just that: "500" → 500, "yes" → true, "Postgres"
/// → the enum's postgres. Anything else comes back as it is, for the schema's check to refuse.
base::Value coerced(const base::Value& schema, const base::Value& value);

}  // namespace catalog
