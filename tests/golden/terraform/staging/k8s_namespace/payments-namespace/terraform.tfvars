# policy
cloud_name = "staging-checkout-api-payments-namespace"
# caller
environment = "staging"
# default for staging
size = "small"
# default
default_cpu_millicores = 250
# default
default_memory_mib = 256
# default for staging
pod_security = "restricted"
# default
network_policy = true
# default
allow_outbound = false
# policy
tags = {
  Blueprint   = "k8s_namespace@1.0.0"
  CostCenter  = "unassigned"
  Environment = "staging"
  ManagedBy   = "terraform"
  Owner       = "jane"
  Service     = "checkout-api"
  Team        = "payments"
}
