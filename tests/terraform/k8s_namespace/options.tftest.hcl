mock_provider "kubernetes" {}

run "figures_come_before_the_size" {
  variables {
    cpu_limits         = 2
    memory_requests_gb = 40
    pods               = 7
    services           = 0
  }

  assert {
    condition     = kubernetes_resource_quota_v1.this.spec[0].hard["limits.cpu"] == "2" && kubernetes_resource_quota_v1.this.spec[0].hard["requests.cpu"] == "2"
    error_message = "A low limit lowers the requests too."
  }

  assert {
    condition     = kubernetes_resource_quota_v1.this.spec[0].hard["requests.memory"] == "40Gi" && kubernetes_resource_quota_v1.this.spec[0].hard["limits.memory"] == "40Gi"
    error_message = "A high request lifts the limit too."
  }

  assert {
    condition     = kubernetes_resource_quota_v1.this.spec[0].hard["pods"] == "7" && kubernetes_resource_quota_v1.this.spec[0].hard["services"] == "0"
    error_message = "Pods and services are what was asked for."
  }
}

run "borders_are_opened_where_asked" {
  variables {
    allow_outbound     = true
    ingress_namespaces = ["ingress-nginx"]
    edit_group         = "payments-team"
  }

  assert {
    condition     = length(kubernetes_network_policy_v1.outbound) == 1 && kubernetes_network_policy_v1.ingress["ingress-nginx"].spec[0].ingress[0].from[0].namespace_selector[0].match_labels["kubernetes.io/metadata.name"] == "ingress-nginx"
    error_message = "Traffic goes out, and comes in from the ingress controller."
  }

  assert {
    condition     = kubernetes_role_binding_v1.edit[0].role_ref[0].name == "edit" && kubernetes_role_binding_v1.edit[0].subject[0].kind == "Group" && kubernetes_role_binding_v1.edit[0].subject[0].name == "payments-team"
    error_message = "The group may edit, and no more."
  }
}

run "without_network_policy" {
  variables {
    network_policy     = false
    ingress_namespaces = ["ingress-nginx"]
  }

  assert {
    condition     = length(kubernetes_network_policy_v1.deny) == 0 && length(kubernetes_network_policy_v1.allow) == 0 && length(kubernetes_network_policy_v1.ingress) == 0
    error_message = "There are no policies."
  }
}

run "the_clusters_own_groups_get_nothing" {
  command = plan

  variables {
    edit_group = "system:masters"
  }

  expect_failures = [var.edit_group]
}

run "the_clusters_own_namespaces_are_refused" {
  command = plan

  variables {
    cloud_name = "kube-system"
  }

  expect_failures = [var.cloud_name]
}
