variable "cloud_name" {
  description = "Name of the namespace."
  type        = string

  validation {
    condition     = can(regex("^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$", var.cloud_name)) && var.cloud_name != "default" && !startswith(var.cloud_name, "kube-") && !startswith(var.cloud_name, "openshift-")
    error_message = "A namespace's name has at most 63 lower-case letters, digits and hyphens, begins with a letter, and is none that belongs to the cluster (default, kube-…, openshift-…)."
  }
}

variable "environment" {
  description = "Name of the environment, such as staging."
  type        = string
}

variable "tags" {
  description = "Tags, written as annotations of the namespace."
  type        = map(string)
}

variable "size" {
  description = "Quota of the namespace: small, medium, large or xlarge."
  type        = string

  validation {
    condition     = contains(["small", "medium", "large", "xlarge"], var.size)
    error_message = "The size is small, medium, large or xlarge."
  }
}

variable "cpu_requests" {
  description = "CPU cores that the pods may reserve together; null takes the size's."
  type        = number
  default     = null
}

variable "cpu_limits" {
  description = "CPU cores that the pods may use together; null takes the size's."
  type        = number
  default     = null

  validation {
    condition     = var.cpu_limits == null || var.cpu_requests == null ? true : var.cpu_limits >= var.cpu_requests
    error_message = "Pods may use at least the CPU that they may reserve."
  }
}

variable "memory_requests_gb" {
  description = "Memory in GiB that the pods may reserve together; null takes the size's."
  type        = number
  default     = null
}

variable "memory_limits_gb" {
  description = "Memory in GiB that the pods may use together; null takes the size's."
  type        = number
  default     = null

  validation {
    condition     = var.memory_limits_gb == null || var.memory_requests_gb == null ? true : var.memory_limits_gb >= var.memory_requests_gb
    error_message = "Pods may use at least the memory that they may reserve."
  }
}

variable "pods" {
  description = "Number of pods that there may be; null takes the size's."
  type        = number
  default     = null
}

variable "services" {
  description = "Number of services that there may be; null takes the size's."
  type        = number
  default     = null
}

variable "default_cpu_millicores" {
  description = "Thousandths of a CPU core that a container reserves which says nothing; it may use twice that."
  type        = number

  validation {
    condition     = var.default_cpu_millicores >= 10 && var.default_cpu_millicores <= 8000
    error_message = "A container reserves 10 to 8000 millicores."
  }
}

variable "default_memory_mib" {
  description = "Memory in MiB that a container reserves which says nothing; it may use twice that."
  type        = number

  validation {
    condition     = var.default_memory_mib >= 16 && var.default_memory_mib <= 65536
    error_message = "A container reserves 16 to 65536 MiB."
  }
}

variable "pod_security" {
  description = "Pod Security Standard that pods must meet: baseline or restricted."
  type        = string

  validation {
    condition     = contains(["baseline", "restricted"], var.pod_security)
    error_message = "The Pod Security Standard is baseline or restricted."
  }
}

variable "network_policy" {
  description = "Close the borders of the namespace: pods reach each other and DNS, and nothing else unless it is opened."
  type        = bool
}

variable "allow_outbound" {
  description = "Let pods open connections out of the namespace."
  type        = bool
}

variable "ingress_namespaces" {
  description = "Namespaces whose pods may connect to this one; null or empty for none."
  type        = list(string)
  default     = null
}

variable "edit_group" {
  description = "Group whose members may work in the namespace; null for none."
  type        = string
  default     = null

  validation {
    condition     = var.edit_group == null ? true : !startswith(var.edit_group, "system:")
    error_message = "The cluster's own groups (system:…) get no rights in a namespace."
  }
}
