#include "hcl/settings_files.h"

#include <gtest/gtest.h>

namespace {

using base::Value;

catalog::Spec a_bucket()
{
    catalog::Spec spec;
    spec.resource_type = "s3";
    spec.resource_name = "logs-bucket";
    spec.environment = "staging";
    return spec;
}

TEST(ProviderFile, RefusesOtherAccountsAndAssumesTheRole)
{
    const Value settings{
        {"region", "us-east-1"},
        {"account_id", "111111111111"},
        {"role_arn", "arn:aws:iam::111111111111:role/groundwork"},
        {"external_id", "outside"}};
    EXPECT_EQ(hcl::provider_file("aws", settings), R"(provider "aws" {
  region              = var.region
  allowed_account_ids = ["111111111111"]

  default_tags {
    tags = var.tags
  }

  assume_role {
    role_arn    = "arn:aws:iam::111111111111:role/groundwork"
    external_id = "outside"
  }
}
)");
}

TEST(ProviderFile, LeavesOutWhatIsNotSet)
{
    EXPECT_EQ(hcl::provider_file("aws", {{"region", "us-east-1"}}), R"(provider "aws" {
  region = var.region

  default_tags {
    tags = var.tags
  }
}
)");
    EXPECT_EQ(hcl::provider_file("kubernetes", Value::object()), "provider \"kubernetes\" {}\n");
}

TEST(ProviderFile, KnowsTheOtherClouds)
{
    EXPECT_EQ(
        hcl::provider_file("kubernetes", {{"config_path", "~/.kube/config"}, {"config_context", "dev"}}),
        R"(provider "kubernetes" {
  config_path    = "~/.kube/config"
  config_context = "dev"
}
)"
    );
    EXPECT_EQ(
        hcl::provider_file("gcp", {{"project_id", "shop-1"}, {"region", "r"}, {"service_account", "a@b.c"}}),
        R"(provider "google" {
  project                     = "shop-1"
  region                      = var.region
  impersonate_service_account = "a@b.c"
}
)"
    );
}

TEST(BackendFile, KeepsEachResourcesStateUnderItsOwnKey)
{
    EXPECT_EQ(
        hcl::backend_file(a_bucket(), {{"type", "s3"}, {"bucket", "states"}, {"region", "eu-west-1"}}),
        R"(terraform {
  backend "s3" {
    bucket       = "states"
    key          = "staging/s3/logs-bucket/terraform.tfstate"
    region       = "eu-west-1"
    encrypt      = true
    use_lockfile = true
  }
}
)"
    );
    EXPECT_EQ(hcl::backend_file(a_bucket(), {{"type", "local"}}), "terraform {\n  backend \"local\" {}\n}\n");
}

TEST(NetworkFile, FindsTheVpcByItsTags)
{
    EXPECT_EQ(
        hcl::network_file({{"Environment", "dev"}, {"kubernetes.io/role", "x"}}), R"(data "aws_vpc" "this" {
  tags = {
    Environment          = "dev"
    "kubernetes.io/role" = "x"
  }
}

data "aws_subnets" "private" {
  tags = {
    Tier = "private"
  }

  filter {
    name   = "vpc-id"
    values = [data.aws_vpc.this.id]
  }
}

locals {
  vpc_id             = data.aws_vpc.this.id
  vpc_cidr           = data.aws_vpc.this.cidr_block
  private_subnet_ids = data.aws_subnets.private.ids
}
)"
    );
}

}  // namespace
