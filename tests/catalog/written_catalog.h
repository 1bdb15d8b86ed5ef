#pragma once

#include "base/error.h"
#include "base/files.h"
#include "base/random.h"
#include "base/text.h"
#include "catalog/catalog.h"

#include <filesystem>
#include <string>

/// A small catalog in a folder of its own, so that a test can change one line of it and load it.
class WrittenCatalog {
public:
    WrittenCatalog() : folder_(std::filesystem::temp_directory_path() / ("catalog-" + base::random_hex(8)))
    {
        std::filesystem::create_directories(folder_ / "types/box");
        write("types/box/blueprint.yaml", box);
        write("types/box/main.tf", "# empty\n");
        write("environments.yaml", environments);
        write("policies.yaml", policies);
        write("prices.yaml", prices);
    }
    ~WrittenCatalog() { std::filesystem::remove_all(folder_); }
    WrittenCatalog(const WrittenCatalog&) = delete;
    WrittenCatalog& operator=(const WrittenCatalog&) = delete;

    void write(const std::string& name, const std::string& text)
    {
        std::filesystem::create_directories((folder_ / name).parent_path());
        base::write_file(folder_ / name, text);
    }

    /// Replaces `from`, which must be there, in one of the files.
    void change(const std::string& name, const std::string& from, const std::string& to)
    {
        const auto text = base::read_file(folder_ / name);
        if (text.find(from) == std::string::npos)
            throw base::Error(base::Code::internal, "The test changes a text that is not there: " + from);
        write(name, base::replaced(text, from, to));
    }

    void remove(const std::string& name) { std::filesystem::remove_all(folder_ / name); }

    catalog::Catalog load() const { return catalog::Catalog::load({folder_ / "types", folder_}); }

    /// The problems' messages, without the folder's name; empty when the catalog loads.
    std::vector<std::string> problems() const
    {
        std::vector<std::string> messages;
        try {
            load();
        } catch (const base::Error& error) {
            for (const auto& problem : error.problems)
                messages.push_back(base::replaced(problem.message, folder_.string() + "/", ""));
        }
        return messages;
    }

private:
    static constexpr auto box = R"(version: 1.2.0
title: Box
sentence: A box for tests.
cloud: aws
aliases: [box, crate]
noun: box
name: {pattern: "^[a-z][a-z0-9-]*[a-z0-9]$", max_length: 20, reserved: [default, kube-*]}
cloud_name: {max_length: 30, pattern: "^[a-z][a-z0-9-]*[a-z0-9]$"}
parameters:
  wood:
    schema: {type: string, enum: [oak, pine]}
    words: [wood]
    sentence: What it is made of.
    values: {oak: [oaken]}
  grade:
    schema: {type: string, enum: ["1", "2", "A"]}
    sentence: How good the wood is.
    allowed_by: {parameter: wood, values: {oak: ["2", "1"], pine: ["A"]}}
  size_gb:
    schema: {type: integer, minimum: 1, maximum: 100}
    default: {dev: 5, staging: 10, prod: 20}
    unit: GB
    sentence: How much it holds.
    phrases: [{say: [tiny], value: 1}]
  limit_gb:
    schema: {type: integer, minimum: 1, maximum: 200}
    default: 10
    sentence: How far it grows.
  locked:
    schema: {type: boolean}
    default: {prod: false}
    sentence: Whether it has a lock.
  labels:
    schema: {type: array, items: {type: string, pattern: "^[a-z]+$", maxLength: 10}, maxItems: 3}
    sentence: What is written on it.
  expire_days:
    schema: {type: integer, minimum: 1, maximum: 3650}
    default: 30
    sentence: When it is thrown away.
  strength:
    schema: {type: string, enum: [thin, thick]}
    default: thin
    sentence: How thick its walls are.
  guards:
    schema: {type: integer, minimum: 0, maximum: 9}
    default: 0
    sentence: How many stand beside the first one.
guardrails:
  - {id: box-limit, parameter: limit_gb, at_least: size_gb, message: The limit is at least the size.}
  - {id: box-prod-lock, classes: [prod], parameter: locked, equals: true, message: Production boxes are locked.}
  - {id: box-prod-expiry, classes: [prod], parameter: expire_days, stated: true, message: Only when asked for.}
outputs: {id: The box.}
cost:
  note: Nails are free.
  lines:
    - what: Wood
      price: {group: wood, key: {parameter: strength, values: {thin: pine, thick: oak}}}
      times: [{parameter: strength, values: {thin: 1, thick: 3}}, {parameter: size_gb}]
    - {what: Guards, price: {group: guard}, times: [{parameter: guards, plus: 1}]}
    - {what: Lock, when: {locked: [true]}, price: {group: lock}}
    - {what: Ink, when: {labels: set}, price: {group: ink}, by_use: true}
checks: {met: [CKV_1], waived: {dev: {CKV_2: "not needed in dev"}}}
examples:
  - {request: an oak box, resource_name: oak-box, environment: dev, parameters: {wood: oak}}
)";

    static constexpr auto environments = R"(environments:
  - name: dev
    class: dev
    aliases: [development]
    aws: {region: us-east-1}
    backend: {type: local}
  - name: prod
    class: prod
    aliases: [production, live]
    aws: {region: eu-west-1}
    backend: {type: s3, bucket: state-of-prod, region: eu-west-1}
regions:
  aws: [{name: us-east-1, aliases: [virginia]}, {name: eu-west-1, aliases: [ireland]}]
)";

    static constexpr auto prices = R"(currency: USD
region: us-east-1
hours_per_month: 730
as_of: "2026-10"
groups:
  wood: {unit: GB and month, source: A page., prices: {pine: 0.0256, oak: unknown}}
  guard: {unit: hour, source: A page., price: 0.013}
  lock: {unit: month, source: A page., price: 1}
  ink: {unit: GB, source: A page., price: 0.0004}
)";

    static constexpr auto policies = R"(naming: {pattern: "{environment}-{application}-{resource}"}
tags:
  required: [Environment, CostCenter, Owner, ManagedBy]
  defaults: {CostCenter: unassigned, Owner: platform, ManagedBy: terraform}
rules:
  - {id: minimum-size, parameter: size_gb, minimum: 2, message: A box holds at least 2 GB.}
refusals:
  - {id: no-holes, say: [with holes], message: Boxes have no holes.}
)";

    std::filesystem::path folder_;
};
