#pragma once

#include "base/clock.h"
#include "catalog/spec.h"
#include "llm/meter.h"
#include "llm/model.h"
#include "requests/submission.h"

#include <map>
#include <optional>

namespace requests {

/// What the provision workflow knows so far; saved after every stage. Members fill from top to bottom.
struct Document {
    std::string request_id;
    std::string actor;
    base::Time created_at;
    Submission submission;

    bool understood = false;                   // parse
    std::string model;                         // parse: which model understood it
    std::string prompt;                        // parse: by which prompt, where the model has one
    std::string summary;                       // parse: the model's, as plain words (see markdown::prose)
    std::vector<std::string> passed_over;      // parse: models that were to understand it first, and why not
    std::vector<llm::Call> model_calls;        // parse: calls to providers, each with what it used
    std::vector<catalog::Draft> drafts;        // parse
    std::vector<catalog::Question> questions;  // parse or check
    std::optional<catalog::Refusal> refusal;   // parse or check
    std::vector<catalog::Spec> specs;          // check
    std::map<std::string, std::string> files;  // render: path → text
    std::string repository = "default";        // render: which one it goes to (forge/targets.h)
    std::string address;                       // render: the same, by its address: names may be given anew
    std::string path_prefix;                   // render: what all paths begin with there
    std::string branch;                        // render: its name, saved before anything is pushed
    std::string base_branch;                   // render: what it will be merged into
    std::string base_sha;                      // render: saved before the commit is made
    std::string commit_sha;                    // commit: from here on there is a branch
    std::int64_t pr_number = 0;                // publish
    std::string pr_url;                        // publish
    std::string pr_state;                      // publish
    std::int64_t pr_repository = 0;            // publish: its host's number; 0 where it has none
    std::vector<std::string> pr_lacks;         // publish: what it could not be given, as sentences

    /// Where a path of ours is in the repository.
    std::string place_of(const std::string& path) const
    {
        return path_prefix.empty() ? path : path_prefix + "/" + path;
    }
};

void to_json(base::Value& json, const Document& document);
void from_json(const base::Value& json, Document& document);

/// The part that people see: {outcome, questions, refusal, resources, model, prompt?, passed_over?,
/// model_calls?}, where each resource has its values with their sources and the names of its files;
/// `included` adds the files' texts (dry-run).
enum class Texts { left_out, included };
base::Value outcome_of(const Document& document, Texts texts);

/// The mission's requirements of one resource: {resource_type, resource_name, environment, parameters, tags,
/// …}.
base::Value requirements_of(const catalog::Spec& spec);

}  // namespace requests
