#pragma once

#include "catalog/catalog.h"

namespace llm {

/// A request that has nothing to do with the catalog; the other reasons for a refusal are the policies' ids.
inline constexpr std::string_view out_of_scope = "out_of_scope";

/// What a language model may say about a resource beside its parameters. Not `owner`, which is the requester,
/// and not `tags`, which are free text.
inline constexpr std::array<const char*, 6> model_fields{
    "resource_name", "environment", "team", "service", "cost_center", "region"};

/// Whether the model also writes a sentence for the reviewer of the pull request.
enum class Summary { left_out, wanted };

/// The form that a language model fills, as a closed JSON Schema: {outcome, resources: [{resource_type,
/// values: [{name, value}]}], questions: [{resource, field}], refusal, summary?}. There is no place for prose
/// in it but a summary that is wanted: questions and refusals are named, and their sentences are the
/// catalog's.
///
/// Values are a list of names and values, not an object per type: both APIs compile the schema to a grammar
/// of limited size, Anthropic counts unions and optional members, and Azure wants every property in
/// `required`. The list has three unions and no optional member however many types there are; only the enums
/// grow. Six types give 2.2 kB; 25 such types would give 9 kB, and less where they share names of parameters.
/// Bounds, and which type has which parameter, are not in it (the APIs refuse `minimum` and the like):
/// read_form checks them.
base::Value schema_of(const catalog::Catalog& catalog, Summary summary = Summary::left_out);

}  // namespace llm
