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

run "ecr_can_manage_the_key" {
  variables {
    customer_managed_kms = false
    immutable_tags       = false
  }

  assert {
    condition     = aws_ecr_repository.this.encryption_configuration[0].encryption_type == "AES256" && length(aws_kms_key.this) == 0
    error_message = "ECR's own key needs no KMS key."
  }

  assert {
    condition     = aws_ecr_repository.this.image_tag_mutability == "MUTABLE"
    error_message = "Tags may move."
  }
}

run "a_few_images_are_always_kept" {
  command = plan

  variables {
    keep_last_images = 1
  }

  expect_failures = [var.keep_last_images]
}
