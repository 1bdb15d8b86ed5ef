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

run "what_holds_in_production" {
  assert {
    condition     = aws_elasticache_replication_group.this.automatic_failover_enabled && aws_elasticache_replication_group.this.multi_az_enabled && aws_elasticache_replication_group.this.replicas_per_node_group >= 1
    error_message = "The cache fails over to another availability zone."
  }

  assert {
    condition     = aws_elasticache_replication_group.this.kms_key_id == aws_kms_key.this[0].arn
    error_message = "Data is encrypted with the customer managed key."
  }

  assert {
    condition     = aws_elasticache_replication_group.this.snapshot_retention_limit >= 1 && aws_elasticache_replication_group.this.final_snapshot_identifier == "prod-payments-cache-final"
    error_message = "Snapshots are kept, also after deletion."
  }

  assert {
    condition     = aws_kms_key.this[0].enable_key_rotation
    error_message = "The key is rotated."
  }

  assert {
    condition     = jsondecode(aws_kms_key.this[0].policy).Statement[0].Principal.AWS == "arn:aws:iam::123456789012:root"
    error_message = "Only the account administers the key."
  }
}
