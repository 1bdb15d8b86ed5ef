# policy
cloud_name = "prod-checkout-api-payments-namespace"
# caller
environment = "prod"
# default for prod
size = "medium"
# default
default_cpu_millicores = 250
# default
default_memory_mib = 256
# default for prod
pod_security = "restricted"
# default
network_policy = true
# default
allow_outbound = false
# policy
tags = {
  Blueprint   = "k8s_namespace@1.0.0"
  CostCenter  = "unassigned"
  Environment = "prod"
  ManagedBy   = "terraform"
  Owner       = "jane"
  Service     = "checkout-api"
  Team        = "payments"
}
