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
}

run "versioning_that_is_off_is_suspended" {
  variables {
    versioning = false
    encryption = "sse-s3"
  }

  assert {
    condition     = aws_s3_bucket_versioning.this.versioning_configuration[0].status == "Suspended"
    error_message = "S3 knows no way back to Disabled."
  }

  assert {
    condition     = one(one(aws_s3_bucket_server_side_encryption_configuration.this.rule).apply_server_side_encryption_by_default).sse_algorithm == "AES256" && length(aws_kms_key.this) == 0
    error_message = "S3's own key needs no KMS key."
  }
}

run "objects_move_and_expire" {
  variables {
    transition_ia_days      = 30
    transition_glacier_days = 90
    expire_days             = 365
  }

  assert {
    condition     = { for transition in flatten([for rule in aws_s3_bucket_lifecycle_configuration.this.rule : tolist(rule.transition)]) : transition.storage_class => transition.days } == { STANDARD_IA = 30, GLACIER = 90 }
    error_message = "Objects move to infrequent access and to Glacier."
  }

  assert {
    condition     = flatten([for rule in aws_s3_bucket_lifecycle_configuration.this.rule : rule.expiration[*].days]) == [365]
    error_message = "Objects expire after a year."
  }
}

run "sites_locks_and_access_logs" {
  variables {
    cors_origins      = ["https://app.example.com"]
    cors_methods      = ["GET", "PUT"]
    object_lock       = true
    object_lock_days  = 90
    object_lock_mode  = "COMPLIANCE"
    access_log_bucket = "access-logs"
  }

  assert {
    condition     = one(aws_s3_bucket_cors_configuration.this[0].cors_rule).allowed_origins == toset(["https://app.example.com"])
    error_message = "Pages of the site may use the bucket."
  }

  assert {
    condition     = aws_s3_bucket.this.object_lock_enabled && aws_s3_bucket_object_lock_configuration.this[0].rule[0].default_retention[0].mode == "COMPLIANCE" && aws_s3_bucket_object_lock_configuration.this[0].rule[0].default_retention[0].days == 90
    error_message = "Versions are locked for 90 days."
  }

  assert {
    condition     = aws_s3_bucket_logging.this[0].target_bucket == "access-logs"
    error_message = "Access is logged."
  }
}

run "sites_are_https_and_no_wildcard" {
  command = plan

  variables {
    cors_origins = ["https://*"]
  }

  expect_failures = [var.cors_origins]
}

run "glacier_comes_a_month_after_infrequent_access" {
  command = plan

  variables {
    transition_ia_days      = 60
    transition_glacier_days = 60
  }

  expect_failures = [var.transition_glacier_days]
}

run "object_lock_needs_versioning" {
  command = plan

  variables {
    object_lock = true
    versioning  = false
  }

  expect_failures = [var.object_lock]
}
