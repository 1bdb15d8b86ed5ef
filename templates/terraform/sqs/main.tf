locals {
  suffix      = var.fifo ? ".fifo" : ""
  kms_key_arn = one(aws_kms_key.this[*].arn)
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

resource "aws_sqs_queue" "this" {
  name = "${var.cloud_name}${local.suffix}"

  fifo_queue                  = var.fifo
  content_based_deduplication = var.content_based_deduplication

  visibility_timeout_seconds = var.visibility_timeout_seconds
  message_retention_seconds  = var.retention_days * 86400
  receive_wait_time_seconds  = var.receive_wait_seconds
  delay_seconds              = var.delay_seconds

  sqs_managed_sse_enabled = var.customer_managed_kms ? null : true
  kms_master_key_id       = local.kms_key_arn

  tags = {
    Name = "${var.cloud_name}${local.suffix}"
  }
}

resource "aws_sqs_queue" "dead_letters" {
  count = var.dead_letter_queue ? 1 : 0

  name = "${var.cloud_name}-dlq${local.suffix}"

  fifo_queue                = var.fifo
  message_retention_seconds = 14 * 86400
  receive_wait_time_seconds = var.receive_wait_seconds

  sqs_managed_sse_enabled = var.customer_managed_kms ? null : true
  kms_master_key_id       = local.kms_key_arn

  tags = {
    Name = "${var.cloud_name}-dlq${local.suffix}"
  }
}

# A resource of its own: the argument of aws_sqs_queue keeps its old value when it is taken away.
resource "aws_sqs_queue_redrive_policy" "this" {
  count = var.dead_letter_queue ? 1 : 0

  queue_url = aws_sqs_queue.this.id

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead_letters[0].arn
    maxReceiveCount     = var.max_receive_count
  })
}

# Only this queue may send its failures here.
resource "aws_sqs_queue_redrive_allow_policy" "this" {
  count = var.dead_letter_queue ? 1 : 0

  queue_url = aws_sqs_queue.dead_letters[0].id

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.this.arn]
  })
}

resource "aws_sqs_queue_policy" "this" {
  queue_url = aws_sqs_queue.this.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "DenyWithoutTls"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.this.arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })
}

resource "aws_sqs_queue_policy" "dead_letters" {
  count = var.dead_letter_queue ? 1 : 0

  queue_url = aws_sqs_queue.dead_letters[0].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "DenyWithoutTls"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.dead_letters[0].arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })
}

resource "aws_kms_key" "this" {
  count = var.customer_managed_kms ? 1 : 0

  description             = "Encrypts the ${var.environment} queue ${var.cloud_name}"
  enable_key_rotation     = true
  deletion_window_in_days = 30

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "AccountAdministersKey"
        Effect    = "Allow"
        Principal = { AWS = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
    ]
  })

  tags = {
    Name = "${var.cloud_name}-sqs"
  }
}

resource "aws_kms_alias" "this" {
  count = var.customer_managed_kms ? 1 : 0

  name          = "alias/${var.cloud_name}-sqs"
  target_key_id = aws_kms_key.this[0].key_id
}
