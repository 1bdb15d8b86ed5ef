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
    condition     = alltrue([for queue in concat([aws_sqs_queue.this], aws_sqs_queue.dead_letters) : queue.kms_master_key_id != null || queue.sqs_managed_sse_enabled == true])
    error_message = "Messages are encrypted in both queues."
  }

  assert {
    condition     = alltrue([for policy in [aws_sqs_queue_policy.this, aws_sqs_queue_policy.dead_letters[0]] : jsondecode(policy.policy).Statement[*].Effect == ["Deny"] && jsondecode(policy.policy).Statement[0].Condition.Bool["aws:SecureTransport"] == "false" && jsondecode(policy.policy).Statement[0].Action == "sqs:*" && jsondecode(policy.policy).Statement[0].Principal == "*"])
    error_message = "Both policies deny everything without TLS, and allow nobody."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_policy.this.policy).Statement[0].Resource == aws_sqs_queue.this.arn && jsondecode(aws_sqs_queue_policy.dead_letters[0].policy).Statement[0].Resource == aws_sqs_queue.dead_letters[0].arn
    error_message = "Each policy speaks of its own queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_policy.this[0].redrive_policy) == { deadLetterTargetArn = aws_sqs_queue.dead_letters[0].arn, maxReceiveCount = 5 }
    error_message = "Messages that fail five times go to the dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.this[0].redrive_allow_policy) == { redrivePermission = "byQueue", sourceQueueArns = [aws_sqs_queue.this.arn] }
    error_message = "Only this queue sends failures to the dead letter queue."
  }

  assert {
    condition     = aws_sqs_queue.dead_letters[0].message_retention_seconds == 1209600
    error_message = "Failures are kept for 14 days."
  }
}
