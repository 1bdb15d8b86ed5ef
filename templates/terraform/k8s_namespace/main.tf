locals {
  namespace = kubernetes_namespace_v1.this.metadata[0].name

  size = {
    small  = { cpu_requests = 2, cpu_limits = 4, memory_requests_gb = 4, memory_limits_gb = 8, pods = 20, services = 10 }
    medium = { cpu_requests = 4, cpu_limits = 8, memory_requests_gb = 8, memory_limits_gb = 16, pods = 50, services = 20 }
    large  = { cpu_requests = 16, cpu_limits = 32, memory_requests_gb = 32, memory_limits_gb = 64, pods = 100, services = 30 }
    xlarge = { cpu_requests = 32, cpu_limits = 64, memory_requests_gb = 64, memory_limits_gb = 128, pods = 250, services = 50 }
  }[var.size]

  # A single figure that was given also moves its partner, so that limits never fall below requests.
  cpu_requests       = coalesce(var.cpu_requests, min(local.size.cpu_requests, coalesce(var.cpu_limits, local.size.cpu_requests)))
  cpu_limits         = coalesce(var.cpu_limits, max(local.size.cpu_limits, local.cpu_requests))
  memory_requests_gb = coalesce(var.memory_requests_gb, min(local.size.memory_requests_gb, coalesce(var.memory_limits_gb, local.size.memory_requests_gb)))
  memory_limits_gb   = coalesce(var.memory_limits_gb, max(local.size.memory_limits_gb, local.memory_requests_gb))

  quota = {
    "requests.cpu"           = tostring(local.cpu_requests)
    "limits.cpu"             = tostring(local.cpu_limits)
    "requests.memory"        = "${local.memory_requests_gb}Gi"
    "limits.memory"          = "${local.memory_limits_gb}Gi"
    "pods"                   = tostring(coalesce(var.pods, local.size.pods))
    "services"               = tostring(coalesce(var.services, local.size.services))
    "services.loadbalancers" = "0"
    "services.nodeports"     = "0"
  }

  labels = {
    "app.kubernetes.io/managed-by" = "terraform"
    "environment"                  = var.environment
  }
}

resource "kubernetes_namespace_v1" "this" {
  metadata {
    name = var.cloud_name

    labels = merge(local.labels, {
      "pod-security.kubernetes.io/enforce" = var.pod_security
      "pod-security.kubernetes.io/audit"   = var.pod_security
      "pod-security.kubernetes.io/warn"    = var.pod_security
    })

    annotations = { for key, value in var.tags : "groundwork/${replace(key, "/[^A-Za-z0-9_.-]/", "-")}" => value }
  }

  wait_for_default_service_account = true
}

# Pods that name no service account get no token for the cluster's API.
resource "kubernetes_default_service_account_v1" "this" {
  metadata {
    namespace = local.namespace
  }

  automount_service_account_token = false
}

resource "kubernetes_resource_quota_v1" "this" {
  metadata {
    name      = "quota"
    namespace = local.namespace
    labels    = local.labels
  }

  spec {
    hard = local.quota
  }
}

resource "kubernetes_limit_range_v1" "this" {
  metadata {
    name      = "containers"
    namespace = local.namespace
    labels    = local.labels
  }

  spec {
    limit {
      type = "Container"

      default_request = {
        cpu    = "${var.default_cpu_millicores}m"
        memory = "${var.default_memory_mib}Mi"
      }

      default = {
        cpu    = "${var.default_cpu_millicores * 2}m"
        memory = "${var.default_memory_mib * 2}Mi"
      }
    }
  }
}

resource "kubernetes_network_policy_v1" "deny" {
  count = var.network_policy ? 1 : 0

  metadata {
    name      = "deny-by-default"
    namespace = local.namespace
    labels    = local.labels
  }

  spec {
    pod_selector {}

    policy_types = ["Ingress", "Egress"]
  }
}

resource "kubernetes_network_policy_v1" "allow" {
  count = var.network_policy ? 1 : 0

  metadata {
    name      = "allow-inside-and-dns"
    namespace = local.namespace
    labels    = local.labels
  }

  spec {
    pod_selector {}

    policy_types = ["Ingress", "Egress"]

    ingress {
      from {
        pod_selector {}
      }
    }

    egress {
      to {
        pod_selector {}
      }
    }

    egress {
      to {
        namespace_selector {
          match_labels = { "kubernetes.io/metadata.name" = "kube-system" }
        }
      }

      ports {
        port     = "53"
        protocol = "UDP"
      }

      ports {
        port     = "53"
        protocol = "TCP"
      }
    }
  }
}

resource "kubernetes_network_policy_v1" "ingress" {
  for_each = var.network_policy ? toset(coalesce(var.ingress_namespaces, [])) : []

  metadata {
    name      = "allow-from-${substr(each.key, 0, 50)}"
    namespace = local.namespace
    labels    = local.labels
  }

  spec {
    pod_selector {}

    policy_types = ["Ingress"]

    ingress {
      from {
        namespace_selector {
          match_labels = { "kubernetes.io/metadata.name" = each.key }
        }
      }
    }
  }
}

resource "kubernetes_network_policy_v1" "outbound" {
  count = var.network_policy && var.allow_outbound ? 1 : 0

  metadata {
    name      = "allow-outbound"
    namespace = local.namespace
    labels    = local.labels
  }

  spec {
    pod_selector {}

    policy_types = ["Egress"]

    egress {}
  }
}

# The cluster role edit grants no roles, and so no way up.
resource "kubernetes_role_binding_v1" "edit" {
  count = var.edit_group == null ? 0 : 1

  metadata {
    name      = "edit"
    namespace = local.namespace
    labels    = local.labels
  }

  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "ClusterRole"
    name      = "edit"
  }

  subject {
    api_group = "rbac.authorization.k8s.io"
    kind      = "Group"
    name      = var.edit_group
  }
}
