variable "cloud_name" {
  description = "Name of the cache in ElastiCache; the names of everything beside it begin with it."
  type        = string

  validation {
    condition     = can(regex("^[a-z](-?[a-z0-9])+$", var.cloud_name)) && length(var.cloud_name) <= 36
    error_message = "A cache's name has at most 36 lower-case letters, digits and single hyphens, and begins with a letter."
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
  description = "Engine of the cache: valkey or redis."
  type        = string

  validation {
    condition     = contains(["valkey", "redis"], var.engine)
    error_message = "The engine is valkey or redis."
  }
}

variable "engine_version" {
  description = "Version of the engine, such as 8.1."
  type        = string

  validation {
    condition = contains({
      valkey = ["7.2", "8.0", "8.1"]
      redis  = ["7.0", "7.1"]
    }[var.engine], var.engine_version)
    error_message = "Valkey has the versions 7.2, 8.0 and 8.1, Redis 7.0 and 7.1."
  }
}

variable "size" {
  description = "Size of each node: small, medium, large or xlarge."
  type        = string

  validation {
    condition     = contains(["small", "medium", "large", "xlarge"], var.size)
    error_message = "The size is small, medium, large or xlarge."
  }
}

variable "replicas" {
  description = "Copies of each shard in other availability zones; with one or more, the cache fails over by itself."
  type        = number

  validation {
    condition     = var.replicas >= 0 && var.replicas <= 5
    error_message = "Each shard has 0 to 5 replicas."
  }
}

variable "shards" {
  description = "Parts over which the keys are spread; more than one turns cluster mode on."
  type        = number

  validation {
    condition     = var.shards >= 1 && var.shards <= 20
    error_message = "There are 1 to 20 shards."
  }
}

variable "auth" {
  description = "Who may connect: IAM roles with short-lived tokens (iam), or everybody inside the VPC (none)."
  type        = string

  validation {
    condition     = contains(["iam", "none"], var.auth)
    error_message = "The authentication is iam or none."
  }
}

variable "eviction_policy" {
  description = "Which keys go when the memory is full, in Redis's own words."
  type        = string

  validation {
    condition     = contains(["volatile-lru", "allkeys-lru", "volatile-lfu", "allkeys-lfu", "volatile-random", "allkeys-random", "volatile-ttl", "noeviction"], var.eviction_policy)
    error_message = "The eviction policy is one of Redis's maxmemory policies."
  }
}

variable "snapshot_retention_days" {
  description = "Days for which daily snapshots are kept; 0 takes none."
  type        = number

  validation {
    condition     = var.snapshot_retention_days >= 0 && var.snapshot_retention_days <= 35
    error_message = "Snapshots are kept for 0 to 35 days."
  }
}

variable "customer_managed_kms" {
  description = "Encrypt with a KMS key made here instead of the one that AWS manages."
  type        = bool
}

variable "apply_immediately" {
  description = "Apply changes at once instead of in the maintenance window."
  type        = bool
}

variable "maintenance_window" {
  description = "Time in which AWS may patch the nodes, in UTC, such as sun:04:00-sun:05:00."
  type        = string

  validation {
    condition     = can(regex("^(mon|tue|wed|thu|fri|sat|sun):([01][0-9]|2[0-3]):[0-5][0-9]-(mon|tue|wed|thu|fri|sat|sun):([01][0-9]|2[0-3]):[0-5][0-9]$", var.maintenance_window))
    error_message = "A maintenance window is written ddd:hh:mm-ddd:hh:mm, in UTC."
  }
}
