mock_provider "kubernetes" {}

run "what_holds_in_every_environment" {
  assert {
    condition     = kubernetes_namespace_v1.this.metadata[0].name == var.cloud_name
    error_message = "The namespace has the name in the cloud."
  }

  assert {
    condition     = contains(["baseline", "restricted"], kubernetes_namespace_v1.this.metadata[0].labels["pod-security.kubernetes.io/enforce"])
    error_message = "Pods meet a Pod Security Standard."
  }

  assert {
    condition     = kubernetes_default_service_account_v1.this.automount_service_account_token == false
    error_message = "Pods get no token by default."
  }

  assert {
    condition     = kubernetes_network_policy_v1.deny[0].spec[0].policy_types == tolist(["Ingress", "Egress"]) && length(kubernetes_network_policy_v1.deny[0].spec[0].ingress) == 0 && length(kubernetes_network_policy_v1.deny[0].spec[0].egress) == 0
    error_message = "The borders are closed in both directions."
  }

  assert {
    condition     = length(kubernetes_network_policy_v1.outbound) == 0 && length(kubernetes_network_policy_v1.ingress) == 0
    error_message = "Nothing is opened that nobody asked for."
  }

  assert {
    condition     = kubernetes_resource_quota_v1.this.spec[0].hard["services.loadbalancers"] == "0" && kubernetes_resource_quota_v1.this.spec[0].hard["services.nodeports"] == "0"
    error_message = "No service leads out of the cluster."
  }

  assert {
    condition     = length(kubernetes_role_binding_v1.edit) == 0
    error_message = "Nobody gets rights that nobody asked for."
  }

  assert {
    condition     = kubernetes_limit_range_v1.this.spec[0].limit[0].default_request == tomap({ cpu = "250m", memory = "256Mi" }) && kubernetes_limit_range_v1.this.spec[0].limit[0].default == tomap({ cpu = "500m", memory = "512Mi" })
    error_message = "Containers that say nothing get a share."
  }

  assert {
    condition     = kubernetes_namespace_v1.this.metadata[0].annotations["groundwork/ManagedBy"] == "terraform"
    error_message = "Tags are annotations."
  }
}
