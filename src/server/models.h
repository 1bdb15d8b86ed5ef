#pragma once

#include "base/clock.h"
#include "base/network.h"
#include "base/settings.h"
#include "llm/instructions.h"
#include "operations/means.h"

namespace llm {
class Remote;
}

namespace server {

/// The models that the settings name, as one.
class Models {
public:
    /// Throws `invalid` that names the setting for a chain with an unknown word or without its keys. All
    /// references outlive the models.
    Models(
        const base::Settings& settings,
        const catalog::Catalog& catalog,
        base::Network& network,
        const base::Clock& clock
    );
    ~Models();
    Models(const Models&) = delete;
    Models& operator=(const Models&) = delete;

    llm::Model& model() { return *model_; }

    /// Which models understand requests, and why these.
    const std::string& describe() const { return description_; }

    /// What `health` asks: always `claude`, the others when they are in use.
    std::vector<operations::Dependency> dependencies() const;

private:
    std::unique_ptr<llm::Remote>
    make_remote(const std::string& word, const base::Settings& settings, base::Network& network);

    const catalog::Catalog& catalog_;
    const base::Clock& clock_;
    llm::Instructions instructions_;
    std::map<std::string, llm::Remote*> remotes_;  ///< in the chain that `model_` owns
    std::unique_ptr<llm::Model> model_;
    std::string description_;
};

}  // namespace server
