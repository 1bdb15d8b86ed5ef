# policy
cloud_name = "dev-checkout-api-payments-namespace"
# caller
environment = "dev"
# default for dev
size = "small"
# default
default_cpu_millicores = 250
# default
default_memory_mib = 256
# default for dev
pod_security = "baseline"
# default
network_policy = true
# default
allow_outbound = false
# policy
tags = {
  Blueprint   = "k8s_namespace@1.0.0"
  CostCenter  = "unassigned"
  Environment = "dev"
  ManagedBy   = "terraform"
  Owner       = "jane"
  Service     = "checkout-api"
  Team        = "payments"
}
