locals {
  instance_class = {
    small  = "db.t4g.small"
    medium = "db.t4g.medium"
    large  = "db.m7g.large"
    xlarge = "db.m7g.xlarge"
  }[var.size]

  engine = {
    postgres = {
      family = "postgres${var.engine_version}"
      port   = 5432
      logs   = ["postgresql", "upgrade"]
      parameters = {
        "rds.force_ssl"              = "1"
        "log_statement"              = "ddl"
        "log_min_duration_statement" = "1000"
      }
    }
    mysql = {
      family = "mysql${var.engine_version}"
      port   = 3306
      logs   = ["error", "slowquery"]
      parameters = {
        "require_secure_transport" = "1"
        "slow_query_log"           = "1"
        "long_query_time"          = "1"
        "log_output"               = "FILE"
      }
    }
    mariadb = {
      family = "mariadb${var.engine_version}"
      port   = 3306
      logs   = ["error", "slowquery"]
      parameters = {
        "require_secure_transport" = "1"
        "slow_query_log"           = "1"
        "long_query_time"          = "1"
        "log_output"               = "FILE"
      }
    }
  }[var.engine]

  # RDS grows a disk only towards a limit at least a tenth above its size; 0 turns that off.
  max_allocated_storage = var.max_storage_gb >= ceil(var.storage_gb * 1.1) ? var.max_storage_gb : 0

  # AWS offers Performance Insights for MySQL and MariaDB from db.t4g.medium on.
  performance_insights = var.performance_insights && !(var.engine != "postgres" && var.size == "small")

  kms_key_arn = one(aws_kms_key.this[*].arn)
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

resource "aws_db_instance" "this" {
  identifier = var.cloud_name

  engine                      = var.engine
  engine_version              = var.engine_version
  auto_minor_version_upgrade  = true
  allow_major_version_upgrade = true
  apply_immediately           = var.apply_immediately
  maintenance_window          = var.maintenance_window
  parameter_group_name        = aws_db_parameter_group.this.name
  ca_cert_identifier          = "rds-ca-rsa2048-g1"

  instance_class        = local.instance_class
  multi_az              = var.multi_az
  storage_type          = "gp3"
  allocated_storage     = var.storage_gb
  max_allocated_storage = local.max_allocated_storage

  db_subnet_group_name   = aws_db_subnet_group.this.name
  vpc_security_group_ids = [aws_security_group.this.id]
  publicly_accessible    = false
  port                   = local.engine.port

  storage_encrypted = true
  kms_key_id        = local.kms_key_arn

  db_name                             = var.db_name
  username                            = var.username
  manage_master_user_password         = true
  master_user_secret_kms_key_id       = local.kms_key_arn
  iam_database_authentication_enabled = var.iam_auth

  backup_retention_period   = var.backup_retention_days
  backup_window             = var.backup_window
  copy_tags_to_snapshot     = true
  skip_final_snapshot       = !var.final_snapshot
  final_snapshot_identifier = var.final_snapshot ? "${var.cloud_name}-final" : null
  deletion_protection       = var.deletion_protection

  enabled_cloudwatch_logs_exports       = local.engine.logs
  monitoring_interval                   = var.enhanced_monitoring ? 60 : 0
  monitoring_role_arn                   = one(aws_iam_role.monitoring[*].arn)
  performance_insights_enabled          = local.performance_insights
  performance_insights_kms_key_id       = local.performance_insights ? local.kms_key_arn : null
  performance_insights_retention_period = local.performance_insights ? 7 : null

  tags = {
    Name = var.cloud_name
  }
}

# A replica takes engine, disk, login and key from the primary server.
resource "aws_db_instance" "replica" {
  count = var.read_replicas

  identifier          = "${var.cloud_name}-replica-${count.index + 1}"
  replicate_source_db = aws_db_instance.this.identifier

  auto_minor_version_upgrade = true
  apply_immediately          = var.apply_immediately
  maintenance_window         = var.maintenance_window
  parameter_group_name       = aws_db_parameter_group.this.name
  ca_cert_identifier         = "rds-ca-rsa2048-g1"

  instance_class        = local.instance_class
  storage_type          = "gp3"
  max_allocated_storage = local.max_allocated_storage

  vpc_security_group_ids = [aws_security_group.this.id]
  publicly_accessible    = false
  port                   = local.engine.port

  storage_encrypted                   = true
  iam_database_authentication_enabled = var.iam_auth

  copy_tags_to_snapshot = true
  skip_final_snapshot   = true
  deletion_protection   = var.deletion_protection

  enabled_cloudwatch_logs_exports       = local.engine.logs
  monitoring_interval                   = var.enhanced_monitoring ? 60 : 0
  monitoring_role_arn                   = one(aws_iam_role.monitoring[*].arn)
  performance_insights_enabled          = local.performance_insights
  performance_insights_kms_key_id       = local.performance_insights ? local.kms_key_arn : null
  performance_insights_retention_period = local.performance_insights ? 7 : null

  tags = {
    Name = "${var.cloud_name}-replica-${count.index + 1}"
  }
}

resource "aws_db_subnet_group" "this" {
  name        = var.cloud_name
  description = "Private subnets of ${var.cloud_name}"
  subnet_ids  = local.private_subnet_ids
}

# The family belongs to the version, so an upgrade makes a new group before the old one goes.
resource "aws_db_parameter_group" "this" {
  name_prefix = "${var.cloud_name}-"
  description = "TLS only and slow query log of ${var.cloud_name}"
  family      = local.engine.family

  dynamic "parameter" {
    for_each = local.engine.parameters

    content {
      name  = parameter.key
      value = parameter.value
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

# No egress rule: a database server opens no connections.
resource "aws_security_group" "this" {
  name        = "${var.cloud_name}-rds"
  description = "Access to the database ${var.cloud_name}"
  vpc_id      = local.vpc_id

  tags = {
    Name = "${var.cloud_name}-rds"
  }
}

resource "aws_vpc_security_group_ingress_rule" "vpc" {
  security_group_id = aws_security_group.this.id
  description       = "Database port from inside the VPC"
  cidr_ipv4         = local.vpc_cidr
  ip_protocol       = "tcp"
  from_port         = local.engine.port
  to_port           = local.engine.port
}

resource "aws_kms_key" "this" {
  count = var.customer_managed_kms ? 1 : 0

  description             = "Encrypts the ${var.environment} database ${var.cloud_name}"
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
    Name = "${var.cloud_name}-rds"
  }
}

resource "aws_kms_alias" "this" {
  count = var.customer_managed_kms ? 1 : 0

  name          = "alias/${var.cloud_name}-rds"
  target_key_id = aws_kms_key.this[0].key_id
}

resource "aws_iam_role" "monitoring" {
  count = var.enhanced_monitoring ? 1 : 0

  name_prefix = "${substr(var.cloud_name, 0, 37)}-"
  description = "Lets RDS write the operating system metrics of ${var.cloud_name}"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { Service = "monitoring.rds.amazonaws.com" }
        Action    = "sts:AssumeRole"
        Condition = { StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id } }
      },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "monitoring" {
  count = var.enhanced_monitoring ? 1 : 0

  role       = aws_iam_role.monitoring[0].name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
}
