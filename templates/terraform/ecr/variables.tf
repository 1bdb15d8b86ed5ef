variable "cloud_name" {
  description = "Name of the repository."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9]*(-+[a-z0-9]+)*$", var.cloud_name)) && length(var.cloud_name) >= 2 && length(var.cloud_name) <= 100
    error_message = "A repository's name has 2 to 100 lower-case letters, digits and hyphens, begins with a letter, and does not end with a hyphen."
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

variable "keep_last_images" {
  description = "Number of images that are kept."
  type        = number

  validation {
    condition     = var.keep_last_images >= 5 && var.keep_last_images <= 1000
    error_message = "5 to 1000 images are kept."
  }
}

variable "untagged_days" {
  description = "Days for which an image without a tag is kept."
  type        = number

  validation {
    condition     = var.untagged_days >= 1 && var.untagged_days <= 90
    error_message = "Images without a tag are kept for 1 to 90 days."
  }
}

variable "scan_on_push" {
  description = "Look for known vulnerabilities in every pushed image."
  type        = bool
}

variable "immutable_tags" {
  description = "Refuse to push a tag that exists."
  type        = bool
}

variable "customer_managed_kms" {
  description = "Encrypt with a KMS key made here instead of the one that ECR manages."
  type        = bool
}

variable "force_delete" {
  description = "Delete the images too when the repository is deleted."
  type        = bool
}
