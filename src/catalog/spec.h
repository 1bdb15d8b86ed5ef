#pragma once

#include "base/error.h"
#include "catalog/draft.h"

namespace catalog {

class Catalog;

struct SpecValue {
    std::string name;
    base::Value value;
    From from = From::blueprint_default;
    std::optional<Span> span;
};

/// One resource, checked and complete: every value is within its schema and all rules, and says where it came
/// from.
struct Spec {
    std::string resource_type;
    std::string resource_name;
    std::string environment;
    std::string environment_class;
    std::string cloud_name;  ///< the policies' naming pattern applied; cut with a hash where it is too long
    std::string region;      ///< empty for a cloud without regions
    std::string team;        ///< may be empty, likewise service and owner
    std::string service;
    std::string owner;
    std::string blueprint_version;
    std::vector<SpecValue> parameters;  ///< in the blueprint's order; those without a value are left out
    std::map<std::string, std::string> tags;
    /// Of the fields that are no parameters: resource_name, environment, team, service, owner, region, tags …
    std::map<std::string, SpecValue> fields;

    /// terraform/<environment>/<type>/<name>
    std::string directory() const;
    const SpecValue* find_parameter(std::string_view name) const;
};

void to_json(base::Value& json, const Spec& spec);
void from_json(const base::Value& json, Spec& spec);

/// What the request as a whole says: it beats the words. Absent fields are empty.
struct Envelope {
    std::string environment;
    std::string team;
    std::string service;
    std::string requester;  ///< the default of the Owner tag
    std::string default_environment = "dev";
    std::map<std::string, base::Value> answers;  ///< by question id
};

/// A team's or service's name as it stands in names and tags: "Payments API", payments_api and
/// component:default/payments-api are all payments-api.
std::string slug_of(const std::string& name);

/// What came of the check: specs for all drafts, or questions, or a refusal. Exactly one of the three is
/// filled.
struct Checked {
    std::vector<Spec> specs;
    std::vector<Question> questions;
    std::optional<Refusal> refusal;
};

/// Drafts → specs. Fields of the envelope beat the draft's; answers beat the draft's too (source `answer`);
/// defaults and policies fill the rest. A value that somebody stated and that breaks a rule is a refusal that
/// names the rule. Throws `invalid` with all problems for values outside their schema or unknown parameters
/// (pointers like /resources/0/parameters/storage_gb).
Checked check(const Catalog& catalog, const std::vector<Draft>& drafts, const Envelope& envelope);

/// The JSON Schema of a typed resource as a caller may send it: {resource_type, resource_name?, environment?,
/// parameters?} with the type's parameters; used by the API's documentation, by forms and by language models.
base::Value resource_schema(const Catalog& catalog, std::string_view type);

}  // namespace catalog
