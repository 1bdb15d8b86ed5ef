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

run "redis_switches_its_default_user_off" {
  variables {
    engine         = "redis"
    engine_version = "7.1"
  }

  assert {
    condition     = aws_elasticache_user.default[0].user_name == "default" && startswith(aws_elasticache_user.default[0].access_string, "off ") && length(aws_elasticache_user_group.this[0].user_ids) == 2
    error_message = "The user that needs no password is switched off."
  }

  assert {
    condition     = aws_elasticache_parameter_group.this.family == "redis7"
    error_message = "The family belongs to Redis 7."
  }
}

run "several_shards_are_cluster_mode" {
  variables {
    shards   = 3
    replicas = 0
  }

  assert {
    condition     = aws_elasticache_replication_group.this.num_node_groups == 3 && { for p in aws_elasticache_parameter_group.this.parameter : p.name => p.value }["cluster-enabled"] == "yes" && aws_elasticache_replication_group.this.automatic_failover_enabled
    error_message = "Cluster mode is on, with failover."
  }

  assert {
    condition     = output.primary_endpoint == aws_elasticache_replication_group.this.configuration_endpoint_address && output.reader_endpoint == null
    error_message = "Clients of a cluster ask its configuration endpoint."
  }
}

run "without_authentication_there_are_no_users" {
  variables {
    auth            = "none"
    eviction_policy = "allkeys-lfu"
  }

  assert {
    condition     = length(aws_elasticache_user.application) == 0 && length(aws_elasticache_user_group.this) == 0 && output.user_id == null
    error_message = "No users are made."
  }

  assert {
    condition     = { for p in aws_elasticache_parameter_group.this.parameter : p.name => p.value } == { "maxmemory-policy" = "allkeys-lfu" }
    error_message = "The eviction policy is what was asked for."
  }
}

run "a_version_belongs_to_its_engine" {
  command = plan

  variables {
    engine         = "redis"
    engine_version = "8.1"
  }

  expect_failures = [var.engine_version]
}
