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

run "the_names_of_fifo_queues_end_with_fifo" {
  variables {
    fifo                        = true
    content_based_deduplication = true
  }

  assert {
    condition     = aws_sqs_queue.this.name == "${var.cloud_name}.fifo" && aws_sqs_queue.dead_letters[0].name == "${var.cloud_name}-dlq.fifo"
    error_message = "SQS wants the suffix on both queues."
  }

  assert {
    condition     = aws_sqs_queue.this.fifo_queue && aws_sqs_queue.dead_letters[0].fifo_queue && aws_sqs_queue.this.content_based_deduplication
    error_message = "Both queues are FIFO, and duplicates are dropped."
  }
}

run "without_a_dead_letter_queue" {
  variables {
    dead_letter_queue    = false
    customer_managed_kms = false
  }

  assert {
    condition     = length(aws_sqs_queue.dead_letters) == 0 && length(aws_sqs_queue_redrive_policy.this) == 0 && output.dead_letter_queue_arn == null
    error_message = "There is one queue."
  }

  assert {
    condition     = aws_sqs_queue.this.sqs_managed_sse_enabled && aws_sqs_queue.this.kms_master_key_id == null
    error_message = "SQS's own key encrypts the messages."
  }
}

run "only_fifo_queues_drop_duplicates" {
  command = plan

  variables {
    content_based_deduplication = true
  }

  expect_failures = [var.content_based_deduplication]
}
