#pragma once

#include "base/metrics.h"
#include "catalog/catalog.h"
#include "forge/targets.h"
#include "jobs/workflow.h"
#include "llm/model.h"
#include "requests/account.h"
#include "requests/document.h"
#include "requests/store.h"

namespace requests {

/// What the stages work with. Everything outlives the workflow.
struct Means {
    const catalog::Catalog& catalog;
    llm::Model& model;
    const forge::Targets& targets;
    db::Database& database;
    events::Hub& hub;
    base::Metrics& metrics;
    std::string branch_prefix = "groundwork";
    std::string default_environment = "dev";
    Budgets budgets = {};
    /// Runs in the transaction that completes a request; empty where nobody follows its pull request.
    std::function<void(db::Transaction&, const Document&)> opened = {};
};

/// From a sentence to a pull request: parse → check → render → commit → publish. `means` must outlive it.
jobs::Workflow provision_workflow(const Means& means);

/// Where the document writes, as claim_paths() takes it.
std::vector<std::string> claims_of(const Document& document);

/// The same stages cut after render, with nothing written anywhere but what a language model cost.
Document preview(const Means& means, const Submission& submission);

}  // namespace requests
