# policy
cloud_name = "prod-checkout-api-payments-cache"
# caller
environment = "prod"
# environment
region = "us-east-1"
# default
engine = "valkey"
# default
engine_version = "8.1"
# default for prod
size = "medium"
# default for prod
replicas = 1
# default
shards = 1
# default
auth = "iam"
# default
eviction_policy = "volatile-lru"
# default for prod
snapshot_retention_days = 7
# default for prod
customer_managed_kms = true
# default for prod
apply_immediately = false
# default
maintenance_window = "sun:04:00-sun:05:00"
# policy
tags = {
  Blueprint   = "redis@1.0.0"
  CostCenter  = "unassigned"
  Environment = "prod"
  ManagedBy   = "terraform"
  Owner       = "jane"
  Service     = "checkout-api"
  Team        = "payments"
}
