mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = {
      account_id = "123456789012"
    }
  }

  mock_data "aws_partition" {
    defaults = {
      partition = "aws"
    }
  }

  mock_data "aws_vpc" {
    defaults = {
      cidr_block = "10.20.0.0/16"
    }
  }

  mock_data "aws_subnets" {
    defaults = {
      ids = ["subnet-1", "subnet-2"]
    }
  }
}

run "what_holds_in_every_environment" {
  assert {
    condition     = tobool(aws_elasticache_replication_group.this.at_rest_encryption_enabled)
    error_message = "Data is encrypted at rest."
  }

  assert {
    condition     = aws_elasticache_replication_group.this.transit_encryption_enabled && aws_elasticache_replication_group.this.transit_encryption_mode == "required"
    error_message = "Connections without TLS are refused."
  }

  assert {
    condition     = aws_elasticache_replication_group.this.user_group_ids == toset([aws_elasticache_user_group.this[0].user_group_id]) && aws_elasticache_user.application[0].authentication_mode[0].type == "iam"
    error_message = "Users log in with IAM tokens."
  }

  assert {
    condition     = aws_elasticache_replication_group.this.auth_token == null && aws_elasticache_user.application[0].passwords == null
    error_message = "There is no password."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.vpc.cidr_ipv4 == "10.20.0.0/16" && aws_vpc_security_group_ingress_rule.vpc.from_port == 6379 && aws_vpc_security_group_ingress_rule.vpc.to_port == 6379
    error_message = "Only the VPC reaches the cache's port, and no other."
  }

  assert {
    condition     = aws_elasticache_replication_group.this.security_group_ids == toset([aws_security_group.this.id])
    error_message = "The cache has the one security group."
  }

  assert {
    condition     = aws_elasticache_subnet_group.this.subnet_ids == toset(["subnet-1", "subnet-2"])
    error_message = "The cache stands in the private subnets."
  }
}
