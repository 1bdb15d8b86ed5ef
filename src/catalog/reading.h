#pragma once

#include "base/error.h"
#include "catalog/catalog.h"

namespace catalog {

/// Collects what is wrong with one file; every message starts with the file's name.
class Report {
public:
    Report(std::string file, std::vector<base::Problem>& problems)
        : file_(std::move(file)), problems_(problems)
    {}

    void say(const std::string& pointer, const std::string& message) const;
    /// For a message that already starts with the file's name and the line.
    void repeat(const base::Error& error) const;
    const std::string& file() const { return file_; }

private:
    std::string file_;
    std::vector<base::Problem>& problems_;
};

/// The file's value when it is there, is YAML and fits the declaration; else nullopt, and the report says
/// why.
std::optional<base::Value>
read_declared(const std::filesystem::path& path, const base::Value& declaration, const Report& report);

Rule read_rule(const base::Value& declared);

/// One folder of blueprints. Nullopt when it is too wrong to be checked further.
std::optional<Blueprint> read_blueprint(const std::filesystem::path& folder, const Report& report);

struct Environments {
    std::vector<Environment> environments;
    std::map<std::string, std::vector<Region>> regions;
};
std::optional<Environments> read_environments(const std::filesystem::path& path, const Report& report);
std::optional<Policies> read_policies(const std::filesystem::path& path, const Report& report);
std::optional<Prices> read_prices(const std::filesystem::path& path, const Report& report);
CostSection read_cost(const base::Value& declared);

/// What a schema cannot say of one blueprint: names that name nothing, defaults outside their schema, open
/// ranges.
void check_blueprint(const Blueprint& blueprint, const Report& report);
/// That the rule has one demand and that the blueprint can meet it.
void check_rule(
    const Rule& rule, const Blueprint& blueprint, const std::string& pointer, const Report& report
);
void check_environments(const Environments& declared, const Report& report);
void check_policies(const Policies& policies, const std::vector<Blueprint>& blueprints, const Report& report);
void check_prices(const base::Value& declared, const Report& report);
/// That every line has a price for every value, and multiplies what can be multiplied.
void check_cost(const Blueprint& blueprint, const Prices& prices, const Report& report);

/// Adds each word to `taken` and says which stand twice. Case does not matter.
class Words {
public:
    /// `owner` says whose word it is; one owner may say the same word again.
    void
    take(const std::string& word, const std::string& owner, const std::string& pointer, const Report& report);

private:
    std::map<std::string, std::string> owners_;
};

/// Where the declaration uses a regular expression that cannot be compiled, the report says so.
void check_pattern(const std::string& pattern, const std::string& pointer, const Report& report);

}  // namespace catalog
