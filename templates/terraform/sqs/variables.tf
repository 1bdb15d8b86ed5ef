variable "cloud_name" {
  description = "Name of the queue, without the suffix of a FIFO queue."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,69}[a-z0-9]$", var.cloud_name))
    error_message = "A queue's name has 2 to 71 lower-case letters, digits and hyphens, and begins with a letter."
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

variable "fifo" {
  description = "Deliver in order and exactly once."
  type        = bool
}

variable "content_based_deduplication" {
  description = "Drop a message whose body was sent within the last 5 minutes; FIFO queues only."
  type        = bool

  validation {
    condition     = !var.content_based_deduplication || var.fifo
    error_message = "Only a FIFO queue drops duplicates; set fifo too."
  }
}

variable "dead_letter_queue" {
  description = "Put messages that fail again and again into a second queue."
  type        = bool
}

variable "max_receive_count" {
  description = "How often a message is tried before it goes to the dead letter queue."
  type        = number

  validation {
    condition     = var.max_receive_count >= 1 && var.max_receive_count <= 1000
    error_message = "A message is tried 1 to 1000 times."
  }
}

variable "visibility_timeout_seconds" {
  description = "Seconds for which a received message is hidden from other receivers."
  type        = number

  validation {
    condition     = var.visibility_timeout_seconds >= 0 && var.visibility_timeout_seconds <= 43200
    error_message = "The visibility timeout is 0 to 43200 seconds (12 hours)."
  }
}

variable "retention_days" {
  description = "Days for which a message waits before it is thrown away."
  type        = number

  validation {
    condition     = var.retention_days >= 1 && var.retention_days <= 14
    error_message = "Messages wait for 1 to 14 days."
  }
}

variable "receive_wait_seconds" {
  description = "Seconds for which an empty receive waits for a message (long polling)."
  type        = number

  validation {
    condition     = var.receive_wait_seconds >= 0 && var.receive_wait_seconds <= 20
    error_message = "A receive waits for 0 to 20 seconds."
  }
}

variable "delay_seconds" {
  description = "Seconds for which a new message is held back."
  type        = number

  validation {
    condition     = var.delay_seconds >= 0 && var.delay_seconds <= 900
    error_message = "A message is held back for 0 to 900 seconds."
  }
}

variable "customer_managed_kms" {
  description = "Encrypt with a KMS key made here instead of the one that SQS manages."
  type        = bool
}
