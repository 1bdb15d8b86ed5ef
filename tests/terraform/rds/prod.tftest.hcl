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
    condition     = aws_db_instance.this.deletion_protection
    error_message = "The database is protected against deletion."
  }

  assert {
    condition     = aws_db_instance.this.multi_az
    error_message = "The database runs in two availability zones."
  }

  assert {
    condition     = aws_db_instance.this.skip_final_snapshot == false && aws_db_instance.this.final_snapshot_identifier == "prod-payments-db-final"
    error_message = "Deletion leaves a final snapshot."
  }

  assert {
    condition     = aws_db_instance.this.backup_retention_period >= 14
    error_message = "Backups are kept for two weeks or longer."
  }

  assert {
    condition     = aws_db_instance.this.kms_key_id == aws_kms_key.this[0].arn && aws_db_instance.this.master_user_secret_kms_key_id == aws_kms_key.this[0].arn && aws_db_instance.this.performance_insights_kms_key_id == aws_kms_key.this[0].arn
    error_message = "Disk, secret and insights are encrypted with the customer managed key."
  }

  assert {
    condition     = aws_db_instance.this.monitoring_interval == 60 && aws_db_instance.this.performance_insights_enabled
    error_message = "Enhanced monitoring and Performance Insights are on."
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
