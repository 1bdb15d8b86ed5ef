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

run "what_holds_in_every_environment" {
  assert {
    condition     = aws_ecr_repository.this.image_scanning_configuration[0].scan_on_push
    error_message = "Images are scanned when they are pushed."
  }

  assert {
    condition     = length(aws_ecr_repository.this.encryption_configuration) == 1
    error_message = "Images are encrypted."
  }

  assert {
    condition     = [for rule in jsondecode(aws_ecr_lifecycle_policy.this.policy).rules : "${rule.rulePriority} ${rule.selection.tagStatus} ${rule.selection.countNumber} ${rule.action.type}"] == ["1 untagged ${var.untagged_days} expire", "2 any ${var.keep_last_images} expire"]
    error_message = "Untagged images go first, then the oldest."
  }
}
