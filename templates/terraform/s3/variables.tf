variable "cloud_name" {
  description = "Name of the bucket, to which the module adds the account's number: bucket names are unique worldwide."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{0,48}[a-z0-9]$", var.cloud_name))
    error_message = "A bucket name has 2 to 50 lower-case letters, digits and hyphens, with no hyphen at its ends."
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

variable "versioning" {
  description = "Keep earlier versions of every object."
  type        = bool
}

variable "noncurrent_expire_days" {
  description = "Days for which an earlier version of an object is kept."
  type        = number

  validation {
    condition     = var.noncurrent_expire_days >= 1 && var.noncurrent_expire_days <= 3650
    error_message = "Earlier versions are kept for 1 to 3650 days."
  }
}

variable "encryption" {
  description = "Encrypt with the key that S3 manages (sse-s3) or with a KMS key made here (kms)."
  type        = string

  validation {
    condition     = contains(["sse-s3", "kms"], var.encryption)
    error_message = "The encryption is sse-s3 or kms."
  }
}

variable "expire_days" {
  description = "Age in days at which objects are deleted; null keeps them."
  type        = number
  default     = null

  validation {
    condition     = var.expire_days == null ? true : var.expire_days > max(0, [for days in [var.transition_ia_days, var.transition_glacier_days] : days if days != null]...)
    error_message = "Objects expire on a later day than they move to another storage class."
  }
}

variable "transition_ia_days" {
  description = "Age in days at which objects move to infrequent access; null leaves them."
  type        = number
  default     = null

  validation {
    condition     = var.transition_ia_days == null ? true : var.transition_ia_days >= 30
    error_message = "S3 moves objects to infrequent access after 30 days or later."
  }
}

variable "transition_glacier_days" {
  description = "Age in days at which objects move to Glacier; null leaves them."
  type        = number
  default     = null

  validation {
    condition     = var.transition_glacier_days == null ? true : var.transition_glacier_days >= 1
    error_message = "S3 moves objects to Glacier after 1 day or later."
  }

  validation {
    condition     = var.transition_glacier_days == null || var.transition_ia_days == null ? true : var.transition_glacier_days >= var.transition_ia_days + 30
    error_message = "Objects stay in infrequent access for at least 30 days before they move to Glacier."
  }
}

variable "cors_origins" {
  description = "Web sites (https) whose pages may use the bucket from a browser; null or empty for none."
  type        = list(string)
  default     = null

  validation {
    condition     = alltrue([for origin in coalesce(var.cors_origins, []) : can(regex("^https://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?$", origin))])
    error_message = "An origin is https:// and a host, without a path and without a wildcard."
  }
}

variable "cors_methods" {
  description = "What pages of cors_origins may do."
  type        = list(string)

  validation {
    condition     = length(var.cors_methods) > 0 && length(setsubtract(var.cors_methods, ["GET", "HEAD", "PUT", "POST", "DELETE"])) == 0
    error_message = "The methods are GET, HEAD, PUT, POST and DELETE."
  }
}

variable "object_lock" {
  description = "Refuse to delete or overwrite an object version before its time."
  type        = bool

  validation {
    condition     = !var.object_lock || var.versioning
    error_message = "Object lock protects versions, so it needs versioning."
  }
}

variable "object_lock_days" {
  description = "Days for which object lock protects a version."
  type        = number

  validation {
    condition     = var.object_lock_days >= 1 && var.object_lock_days <= 3650
    error_message = "Object lock protects for 1 to 3650 days."
  }
}

variable "object_lock_mode" {
  description = "Whether selected administrators may lift object lock (GOVERNANCE) or nobody (COMPLIANCE)."
  type        = string

  validation {
    condition     = contains(["GOVERNANCE", "COMPLIANCE"], var.object_lock_mode)
    error_message = "The mode is GOVERNANCE or COMPLIANCE."
  }
}

variable "access_log_bucket" {
  description = "Existing bucket that receives this bucket's access logs; null for none."
  type        = string
  default     = null
}

variable "force_destroy" {
  description = "Delete the objects too when the bucket is deleted."
  type        = bool
}
