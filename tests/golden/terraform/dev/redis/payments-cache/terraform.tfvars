# policy
cloud_name = "dev-checkout-api-payments-cache"
# caller
environment = "dev"
# environment
region = "us-east-1"
# default
engine = "valkey"
# default
engine_version = "8.1"
# default for dev
size = "small"
# default for dev
replicas = 0
# default
shards = 1
# default
auth = "iam"
# default
eviction_policy = "volatile-lru"
# default for dev
snapshot_retention_days = 0
# default for dev
customer_managed_kms = false
# default for dev
apply_immediately = true
# default
maintenance_window = "sun:04:00-sun:05:00"
# policy
tags = {
  Blueprint   = "redis@1.0.0"
  CostCenter  = "unassigned"
  Environment = "dev"
  ManagedBy   = "terraform"
  Owner       = "jane"
  Service     = "checkout-api"
  Team        = "payments"
}
