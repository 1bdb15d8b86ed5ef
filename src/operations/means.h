#pragma once

#include "base/metrics.h"
#include "base/secret.h"
#include "forge/local.h"
#include "operations/operation.h"
#include "requests/commands.h"
#include "requests/deliveries.h"

#include <functional>
#include <memory>

namespace operations {

/// One dependency that `health` asks: returns when it is well, throws when not. Asked in a thread of its own.
struct Dependency {
    std::string name;
    std::function<std::string()> ask;  ///< gives the word to show: "connected" for somebody else's, "healthy"
                                       ///< for a part of our own, "not configured"
};

/// What the verbs work with. Everything outlives the table.
struct Means {
    const requests::Means& provision;
    requests::Desk desk;
    forge::Local* local;    ///< null where pull requests live elsewhere
    std::string elsewhere;  ///< then their repository's page: https://github.com/acme/infra
    base::Metrics& metrics;
    std::string version;
    std::vector<Dependency> dependencies;
    bool authenticate;            ///< false: everybody may do everything (loopback)
    base::Secret webhook_secret;  ///< with which GitHub signs its webhooks; empty: none are taken
    requests::Deliveries& deliveries;
    int waiters;  ///< how many calls may wait at once (?wait=); further ones answer at once
};

/// All verbs. The order is the order of the documentation.
std::vector<Operation> table(const Means& means);

// One function per noun, each in the file of that name.
std::vector<Operation> system_operations(const Means& means);
std::vector<Operation> request_operations(const Means& means);
std::vector<Operation> pull_operations(const Means& means);
std::vector<Operation> catalog_operations(const Means& means);
std::vector<Operation> webhook_operations(const Means& means);

}  // namespace operations
