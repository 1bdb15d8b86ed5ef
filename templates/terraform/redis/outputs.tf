output "replication_group_id" {
  description = "The cache's name in ElastiCache."
  value       = aws_elasticache_replication_group.this.id
}

output "arn" {
  description = "The cache's ARN."
  value       = aws_elasticache_replication_group.this.arn
}

output "primary_endpoint" {
  description = "Host for reading and writing."
  value       = var.shards > 1 ? aws_elasticache_replication_group.this.configuration_endpoint_address : aws_elasticache_replication_group.this.primary_endpoint_address
}

output "reader_endpoint" {
  description = "Host for reading; null with more than one shard."
  value       = var.shards > 1 ? null : aws_elasticache_replication_group.this.reader_endpoint_address
}

output "port" {
  description = "Port of the nodes."
  value       = local.port
}

output "user_id" {
  description = "The user that applications log in as; null without authentication."
  value       = one(aws_elasticache_user.application[*].user_id)
}

output "user_arn" {
  description = "What an IAM policy for elasticache:Connect names beside the cache's ARN; null without authentication."
  value       = one(aws_elasticache_user.application[*].arn)
}

output "security_group_id" {
  description = "The security group of the nodes."
  value       = aws_security_group.this.id
}

output "kms_key_arn" {
  description = "The customer managed key; null where AWS manages the key."
  value       = local.kms_key_arn
}
