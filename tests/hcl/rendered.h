#pragma once

#include "hcl/layout.h"

/// The blueprints, environments and policies of this repository.
inline const catalog::Catalog& the_catalog()
{
    const std::filesystem::path project = PROJECT_DIR;
    static const auto catalog = catalog::Catalog::load({project / "templates/terraform", project / "config"});
    return catalog;
}

/// A resource of which hardly more was said than its name; `values` come from the request's words.
inline catalog::Spec a_spec(
    const std::string& type, const std::string& environment, const base::Value& values = base::Value::object()
)
{
    catalog::Draft draft{type, {}};
    const base::Value name = "payments-" + the_catalog().blueprint(type).noun;
    draft.values["resource_name"] = {name, catalog::From::request, catalog::Span{0, 4}};
    for (const auto& [key, value] : values.items())
        draft.values[key] = {value, catalog::From::request, std::nullopt};
    catalog::Envelope envelope;
    envelope.environment = environment;
    envelope.team = "group:default/payments";
    envelope.service = "checkout-api";
    envelope.requester = "user:default/jane";
    return catalog::check(the_catalog(), {draft}, envelope).specs.at(0);
}
