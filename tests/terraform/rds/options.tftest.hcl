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

run "mysql_refuses_connections_without_tls" {
  variables {
    engine         = "mysql"
    engine_version = "8.4"
  }

  assert {
    condition     = { for p in aws_db_parameter_group.this.parameter : p.name => p.value }["require_secure_transport"] == "1"
    error_message = "MySQL refuses connections without TLS."
  }

  assert {
    condition     = aws_db_parameter_group.this.family == "mysql8.4" && aws_db_instance.this.port == 3306
    error_message = "Family and port belong to MySQL 8.4."
  }
}

run "mariadb_refuses_connections_without_tls" {
  variables {
    engine         = "mariadb"
    engine_version = "11.4"
    size           = "small"
  }

  assert {
    condition     = { for p in aws_db_parameter_group.this.parameter : p.name => p.value }["require_secure_transport"] == "1"
    error_message = "MariaDB refuses connections without TLS."
  }

  assert {
    condition     = aws_db_instance.this.performance_insights_enabled == false
    error_message = "AWS has no Performance Insights for small MariaDB servers."
  }
}

run "replicas_are_as_closed_as_the_primary" {
  variables {
    read_replicas = 2
  }

  assert {
    condition     = length(aws_db_instance.replica) == 2 && alltrue([for replica in aws_db_instance.replica : replica.storage_encrypted && !replica.publicly_accessible && replica.vpc_security_group_ids == toset([aws_security_group.this.id])])
    error_message = "Replicas are encrypted, private and in the security group."
  }

  assert {
    condition     = output.replica_endpoints == aws_db_instance.replica[*].endpoint
    error_message = "The endpoints of the replicas are an output."
  }
}

run "a_disk_grows_only_with_a_tenth_of_room" {
  variables {
    storage_gb     = 1000
    max_storage_gb = 1000
  }

  assert {
    condition     = aws_db_instance.this.max_allocated_storage == 0
    error_message = "No room means no growth."
  }
}

run "a_version_belongs_to_its_engine" {
  command = plan

  variables {
    engine         = "mysql"
    engine_version = "17"
  }

  expect_failures = [var.engine_version]
}

run "the_login_is_none_of_the_engines_own" {
  command = plan

  variables {
    username = "rdsadmin"
  }

  expect_failures = [var.username]
}
