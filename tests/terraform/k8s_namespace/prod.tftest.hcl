mock_provider "kubernetes" {}

run "what_holds_in_production" {
  assert {
    condition     = kubernetes_namespace_v1.this.metadata[0].labels["pod-security.kubernetes.io/enforce"] == "restricted"
    error_message = "Pods meet the restricted standard."
  }

  assert {
    condition     = kubernetes_resource_quota_v1.this.spec[0].hard["limits.cpu"] == "8" && kubernetes_resource_quota_v1.this.spec[0].hard["limits.memory"] == "16Gi"
    error_message = "The quota is that of a medium namespace."
  }
}
