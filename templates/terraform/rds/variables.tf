variable "cloud_name" {
  description = "Name of the server in RDS; the names of everything beside it begin with it."
  type        = string

  validation {
    condition     = can(regex("^[a-z](-?[a-z0-9])+$", var.cloud_name)) && length(var.cloud_name) <= 50
    error_message = "An RDS name has at most 50 lower-case letters, digits and single hyphens, and begins with a letter."
  }
}

variable "environment" {
  description = "Name of the environment, such as staging."
  type        = string
}

variable "region" {
  description = "AWS region in which everything is made."
  type        = string
}

variable "tags" {
  description = "Tags of every resource."
  type        = map(string)
}

variable "engine" {
  description = "Database engine: postgres, mysql or mariadb."
  type        = string

  validation {
    condition     = contains(["postgres", "mysql", "mariadb"], var.engine)
    error_message = "The engine is postgres, mysql or mariadb."
  }
}

variable "engine_version" {
  description = "Major version of the engine, such as 17 or 8.4."
  type        = string

  validation {
    condition = contains({
      postgres = ["14", "15", "16", "17", "18"]
      mysql    = ["8.0", "8.4"]
      mariadb  = ["10.6", "10.11", "11.4"]
    }[var.engine], var.engine_version)
    error_message = "PostgreSQL has the versions 14 to 18, MySQL 8.0 and 8.4, MariaDB 10.6, 10.11 and 11.4."
  }
}

variable "size" {
  description = "Size of the server: small, medium, large or xlarge."
  type        = string

  validation {
    condition     = contains(["small", "medium", "large", "xlarge"], var.size)
    error_message = "The size is small, medium, large or xlarge."
  }
}

variable "storage_gb" {
  description = "Size of the disk at the start, in GB."
  type        = number

  validation {
    condition     = var.storage_gb >= 20 && var.storage_gb <= 16384
    error_message = "The disk has 20 to 16384 GB."
  }
}

variable "max_storage_gb" {
  description = "Size up to which the disk grows by itself, in GB; the same as storage_gb means that it does not grow."
  type        = number

  validation {
    condition     = var.max_storage_gb >= var.storage_gb && var.max_storage_gb <= 65536
    error_message = "The upper limit of the disk is at least storage_gb and at most 65536 GB."
  }
}

variable "multi_az" {
  description = "Keep a standby in a second availability zone."
  type        = bool
}

variable "backup_retention_days" {
  description = "Days for which automatic backups are kept."
  type        = number

  validation {
    condition     = var.backup_retention_days >= 1 && var.backup_retention_days <= 35
    error_message = "Backups are kept for 1 to 35 days."
  }
}

variable "read_replicas" {
  description = "Number of read-only copies beside the primary server."
  type        = number

  validation {
    condition     = var.read_replicas >= 0 && var.read_replicas <= 5
    error_message = "There are 0 to 5 read replicas."
  }
}

variable "deletion_protection" {
  description = "Refuse to delete the servers until this is turned off."
  type        = bool
}

variable "final_snapshot" {
  description = "Take a last snapshot when the server is deleted."
  type        = bool
}

variable "customer_managed_kms" {
  description = "Encrypt with a KMS key made here instead of the one that AWS manages."
  type        = bool
}

variable "iam_auth" {
  description = "Let IAM roles log in with short-lived tokens."
  type        = bool
}

variable "performance_insights" {
  description = "Record which queries load the server; has no effect on small MySQL and MariaDB servers, where AWS does not offer it."
  type        = bool
}

variable "enhanced_monitoring" {
  description = "Measure the operating system every minute."
  type        = bool
}

variable "apply_immediately" {
  description = "Apply changes at once instead of in the maintenance window."
  type        = bool
}

variable "db_name" {
  description = "Name of the database that is made on the server."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9_]{0,62}$", var.db_name)) && !contains(["postgres", "template0", "template1", "rdsadmin", "mysql", "sys", "innodb", "performance_schema", "information_schema"], var.db_name)
    error_message = "A database name has at most 63 lower-case letters, digits and underscores, begins with a letter, and is none of the engine's own databases."
  }
}

variable "username" {
  description = "Login of the owner, whose password AWS makes and keeps in Secrets Manager."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9_]{0,15}$", var.username)) && !startswith(var.username, "pg_") && !startswith(var.username, "rds") && !contains(["admin", "root", "postgres", "mysql", "user"], var.username)
    error_message = "A user name has at most 16 lower-case letters, digits and underscores, begins with a letter, and is none that the engine keeps for itself (admin, root, postgres, rds…, pg_…)."
  }
}

variable "backup_window" {
  description = "Time of the daily backup in UTC, such as 02:00-03:00."
  type        = string

  validation {
    condition     = can(regex("^([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]$", var.backup_window))
    error_message = "A backup window is written hh:mm-hh:mm, in UTC."
  }
}

variable "maintenance_window" {
  description = "Time in which AWS may patch the server, in UTC, such as sun:04:00-sun:05:00."
  type        = string

  validation {
    condition     = can(regex("^(mon|tue|wed|thu|fri|sat|sun):([01][0-9]|2[0-3]):[0-5][0-9]-(mon|tue|wed|thu|fri|sat|sun):([01][0-9]|2[0-3]):[0-5][0-9]$", var.maintenance_window))
    error_message = "A maintenance window is written ddd:hh:mm-ddd:hh:mm, in UTC."
  }
}
