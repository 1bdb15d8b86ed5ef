output "name" {
  description = "The repository's name."
  value       = aws_ecr_repository.this.name
}

output "url" {
  description = "Where images are pushed to and pulled from."
  value       = aws_ecr_repository.this.repository_url
}

output "arn" {
  description = "The repository's ARN."
  value       = aws_ecr_repository.this.arn
}

output "kms_key_arn" {
  description = "The customer managed key; null where ECR manages the key."
  value       = local.kms_key_arn
}
