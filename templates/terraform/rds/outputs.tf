output "identifier" {
  description = "The server's name in RDS."
  value       = aws_db_instance.this.identifier
}

output "arn" {
  description = "The server's ARN."
  value       = aws_db_instance.this.arn
}

output "endpoint" {
  description = "Host and port of the primary server."
  value       = aws_db_instance.this.endpoint
}

output "address" {
  description = "Host of the primary server."
  value       = aws_db_instance.this.address
}

output "port" {
  description = "Port of the servers."
  value       = local.engine.port
}

output "replica_endpoints" {
  description = "Host and port of each read replica."
  value       = aws_db_instance.replica[*].endpoint
}

output "db_name" {
  description = "The database on the server."
  value       = var.db_name
}

output "username" {
  description = "The owner's login."
  value       = var.username
}

output "master_user_secret_arn" {
  description = "Where Secrets Manager keeps the owner's password."
  value       = one(aws_db_instance.this.master_user_secret[*].secret_arn)
}

output "security_group_id" {
  description = "The security group of the servers."
  value       = aws_security_group.this.id
}

output "kms_key_arn" {
  description = "The customer managed key; null where AWS manages the key."
  value       = local.kms_key_arn
}
