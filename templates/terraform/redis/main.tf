locals {
  node_type = {
    small  = "cache.t4g.small"
    medium = "cache.t4g.medium"
    large  = "cache.m7g.large"
    xlarge = "cache.m7g.xlarge"
  }[var.size]

  port        = 6379
  family      = "${var.engine}${split(".", var.engine_version)[0]}"
  kms_key_arn = one(aws_kms_key.this[*].arn)
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

resource "aws_elasticache_replication_group" "this" {
  replication_group_id = var.cloud_name
  description          = "Cache ${var.cloud_name}"

  engine                     = var.engine
  engine_version             = var.engine_version
  auto_minor_version_upgrade = true
  apply_immediately          = var.apply_immediately
  maintenance_window         = var.maintenance_window
  parameter_group_name       = aws_elasticache_parameter_group.this.name

  node_type                  = local.node_type
  num_node_groups            = var.shards
  replicas_per_node_group    = var.replicas
  automatic_failover_enabled = var.replicas > 0 || var.shards > 1
  multi_az_enabled           = var.replicas > 0

  subnet_group_name  = aws_elasticache_subnet_group.this.name
  security_group_ids = [aws_security_group.this.id]
  port               = local.port

  at_rest_encryption_enabled = true
  kms_key_id                 = local.kms_key_arn
  transit_encryption_enabled = true
  transit_encryption_mode    = "required"
  user_group_ids             = var.auth == "iam" ? [aws_elasticache_user_group.this[0].user_group_id] : null

  snapshot_retention_limit  = var.snapshot_retention_days
  snapshot_window           = var.snapshot_retention_days > 0 ? "02:00-03:00" : null
  final_snapshot_identifier = var.snapshot_retention_days > 0 ? "${var.cloud_name}-final" : null

  tags = {
    Name = var.cloud_name
  }
}

resource "aws_elasticache_subnet_group" "this" {
  name        = var.cloud_name
  description = "Private subnets of ${var.cloud_name}"
  subnet_ids  = local.private_subnet_ids
}

# The name carries the family, so an upgrade makes a new group before the old one goes.
resource "aws_elasticache_parameter_group" "this" {
  name        = "${var.cloud_name}-${local.family}"
  description = "Settings of ${var.cloud_name}"
  family      = local.family

  parameter {
    name  = "maxmemory-policy"
    value = var.eviction_policy
  }

  dynamic "parameter" {
    for_each = var.shards > 1 ? ["yes"] : []

    content {
      name  = "cluster-enabled"
      value = parameter.value
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_elasticache_user_group" "this" {
  count = var.auth == "iam" ? 1 : 0

  engine        = var.engine
  user_group_id = var.cloud_name
  user_ids = concat(
    [aws_elasticache_user.application[0].user_id],
    aws_elasticache_user.default[*].user_id,
  )
}

# IAM wants the user's id and name to be the same.
resource "aws_elasticache_user" "application" {
  count = var.auth == "iam" ? 1 : 0

  user_id       = var.cloud_name
  user_name     = var.cloud_name
  engine        = var.engine
  access_string = "on ~* +@all"

  authentication_mode {
    type = "iam"
  }
}

# With Redis a group needs a user of the name default; this one is switched off. Valkey needs none.
resource "aws_elasticache_user" "default" {
  count = var.auth == "iam" && var.engine == "redis" ? 1 : 0

  user_id              = "${var.cloud_name}-off"
  user_name            = "default"
  engine               = var.engine
  access_string        = "off ~* -@all"
  no_password_required = true
}

# No egress rule: a cache opens no connections.
resource "aws_security_group" "this" {
  name        = "${var.cloud_name}-redis"
  description = "Access to the cache ${var.cloud_name}"
  vpc_id      = local.vpc_id

  tags = {
    Name = "${var.cloud_name}-redis"
  }
}

resource "aws_vpc_security_group_ingress_rule" "vpc" {
  security_group_id = aws_security_group.this.id
  description       = "Cache port from inside the VPC"
  cidr_ipv4         = local.vpc_cidr
  ip_protocol       = "tcp"
  from_port         = local.port
  to_port           = local.port
}

resource "aws_kms_key" "this" {
  count = var.customer_managed_kms ? 1 : 0

  description             = "Encrypts the ${var.environment} cache ${var.cloud_name}"
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
    Name = "${var.cloud_name}-redis"
  }
}

resource "aws_kms_alias" "this" {
  count = var.customer_managed_kms ? 1 : 0

  name          = "alias/${var.cloud_name}-redis"
  target_key_id = aws_kms_key.this[0].key_id
}
