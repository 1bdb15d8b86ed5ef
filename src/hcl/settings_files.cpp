#include "hcl/settings_files.h"

#include "base/error.h"
#include "hcl/body.h"

namespace hcl {
namespace {

using base::Value;

/// The settings that are there, each under its name for Terraform.
void add_present(
    Body& body, const Value& settings, std::initializer_list<std::pair<const char*, const char*>> names
)
{
    for (const auto& [setting, argument] : names)
        if (settings.contains(setting))
            body.attribute(argument, settings[setting]);
}

Body aws_provider(const Body& outside, const Value& settings)
{
    auto provider = outside.inner();
    provider.expression("region", "var.region");
    if (settings.contains("account_id"))
        provider.attribute("allowed_account_ids", Value::array({settings["account_id"]}));
    provider.blank();
    auto tags = provider.inner();
    tags.expression("tags", "var.tags");
    provider.block("default_tags", tags);
    if (settings.contains("role_arn")) {
        auto role = provider.inner();
        add_present(role, settings, {{"role_arn", "role_arn"}, {"external_id", "external_id"}});
        provider.blank();
        provider.block("assume_role", role);
    }
    return provider;
}

Body gcp_provider(const Body& outside, const Value& settings)
{
    auto provider = outside.inner();
    provider.attribute("project", settings["project_id"]);
    provider.expression("region", "var.region");
    add_present(provider, settings, {{"service_account", "impersonate_service_account"}});
    return provider;
}

Body kubernetes_provider(const Body& outside, const Value& settings)
{
    auto provider = outside.inner();
    add_present(provider, settings, {{"config_path", "config_path"}, {"config_context", "config_context"}});
    return provider;
}

}  // namespace

std::string provider_file(const std::string& cloud, const Value& settings)
{
    Body file;
    if (cloud == "aws")
        file.block("provider \"aws\"", aws_provider(file, settings));
    else if (cloud == "gcp")
        file.block("provider \"google\"", gcp_provider(file, settings));
    else if (cloud == "kubernetes")
        file.block("provider \"kubernetes\"", kubernetes_provider(file, settings));
    else
        throw base::Error(base::Code::internal, "There is no provider for this cloud.", "", cloud);
    return file.text();
}

std::string backend_file(const catalog::Spec& spec, const Value& backend)
{
    Body file;
    auto terraform = file.inner();
    auto inside = terraform.inner();
    const auto is_s3 = backend.at("type") == "s3";
    if (is_s3) {
        inside.attribute("bucket", backend["bucket"]);
        inside.attribute(
            "key",
            spec.environment + "/" + spec.resource_type + "/" + spec.resource_name + "/terraform.tfstate"
        );
        inside.attribute("region", backend["region"]);
        inside.attribute("encrypt", true);
        inside.attribute("use_lockfile", true);
    }
    terraform.block(is_s3 ? "backend \"s3\"" : "backend \"local\"", inside);
    file.block("terraform", terraform);
    return file.text();
}

std::string network_file(const Value& network_tags)
{
    Body file;
    auto vpc = file.inner();
    vpc.attribute("tags", network_tags);
    file.block("data \"aws_vpc\" \"this\"", vpc);

    auto subnets = file.inner();
    subnets.attribute("tags", {{"Tier", "private"}});
    auto filter = subnets.inner();
    filter.attribute("name", "vpc-id");
    filter.expression("values", "[data.aws_vpc.this.id]");
    subnets.blank();
    subnets.block("filter", filter);
    file.blank();
    file.block("data \"aws_subnets\" \"private\"", subnets);

    auto locals = file.inner();
    locals.expression("vpc_id", "data.aws_vpc.this.id");
    locals.expression("vpc_cidr", "data.aws_vpc.this.cidr_block");
    locals.expression("private_subnet_ids", "data.aws_subnets.private.ids");
    file.blank();
    file.block("locals", locals);
    return file.text();
}

}  // namespace hcl
