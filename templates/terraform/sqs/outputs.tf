output "name" {
  description = "The queue's name."
  value       = aws_sqs_queue.this.name
}

output "url" {
  description = "The queue's URL."
  value       = aws_sqs_queue.this.id
}

output "arn" {
  description = "The queue's ARN."
  value       = aws_sqs_queue.this.arn
}

output "dead_letter_queue_url" {
  description = "The dead letter queue's URL; null without one."
  value       = one(aws_sqs_queue.dead_letters[*].id)
}

output "dead_letter_queue_arn" {
  description = "The dead letter queue's ARN; null without one."
  value       = one(aws_sqs_queue.dead_letters[*].arn)
}

output "kms_key_arn" {
  description = "The customer managed key; null where SQS manages the key."
  value       = local.kms_key_arn
}
