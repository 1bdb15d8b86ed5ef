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
    condition     = aws_db_instance.this.storage_encrypted
    error_message = "The disk is encrypted."
  }

  assert {
    condition     = aws_db_instance.this.publicly_accessible == false
    error_message = "The server has no public address."
  }

  assert {
    condition     = aws_db_instance.this.manage_master_user_password && aws_db_instance.this.password == null
    error_message = "AWS makes the password; Terraform knows none."
  }

  assert {
    condition     = { for p in aws_db_parameter_group.this.parameter : p.name => p.value }["rds.force_ssl"] == "1"
    error_message = "PostgreSQL refuses connections without TLS."
  }

  assert {
    condition     = aws_db_instance.this.parameter_group_name == aws_db_parameter_group.this.name
    error_message = "The server uses the parameter group."
  }

  assert {
    condition     = aws_db_instance.this.backup_retention_period >= 7
    error_message = "Backups are kept for a week or longer."
  }

  assert {
    condition     = aws_db_instance.this.iam_database_authentication_enabled && aws_db_instance.this.copy_tags_to_snapshot && aws_db_instance.this.auto_minor_version_upgrade
    error_message = "IAM login, tags on snapshots and minor upgrades are on."
  }

  assert {
    condition     = length(aws_db_instance.this.enabled_cloudwatch_logs_exports) > 0
    error_message = "Logs go to CloudWatch."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.vpc.cidr_ipv4 == "10.20.0.0/16" && aws_vpc_security_group_ingress_rule.vpc.from_port == 5432 && aws_vpc_security_group_ingress_rule.vpc.to_port == 5432
    error_message = "Only the VPC reaches the database port, and no other."
  }

  assert {
    condition     = aws_db_instance.this.vpc_security_group_ids == toset([aws_security_group.this.id])
    error_message = "The server has the one security group."
  }

  assert {
    condition     = aws_db_subnet_group.this.subnet_ids == toset(["subnet-1", "subnet-2"])
    error_message = "The server stands in the private subnets."
  }

  assert {
    condition     = length(aws_db_instance.replica) == 0
    error_message = "There are no replicas that nobody asked for."
  }
}
