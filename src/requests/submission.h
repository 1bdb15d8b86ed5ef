#pragma once

#include "catalog/draft.h"

#include <map>
#include <string>
#include <vector>

namespace requests {

/// What somebody asks for: words, or typed resources in their place. The body of provision and of dry-run
/// alike.
struct Submission {
    std::string request;  ///< empty when `resources` are given
    std::vector<catalog::Draft> resources;
    std::string environment;
    std::string team;
    std::string service;
    std::string requester;
    bool ask = false;  ///< wait for answers instead of failing with questions
    std::map<std::string, base::Value> answers;
};

/// Reads a body that has passed the operation's schema.
Submission read_submission(const base::Value& body, const std::string& requester);

void to_json(base::Value& json, const Submission& submission);
void from_json(const base::Value& json, Submission& submission);

/// The words, or what stands for them where the caller sent typed resources.
std::string words_of(const Submission& submission);

}  // namespace requests
