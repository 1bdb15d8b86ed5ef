# policy
cloud_name = "staging-checkout-api-payments-cache"
# caller
environment = "staging"
# environment
region = "us-east-1"
# default
engine = "valkey"
# default
engine_version = "8.1"
# default for staging
size = "small"
# default for staging
replicas = 1
# default
shards = 1
# default
auth = "iam"
# default
eviction_policy = "volatile-lru"
# default for staging
snapshot_retention_days = 3
# default for staging
customer_managed_kms = false
# default for staging
apply_immediately = true
# default
maintenance_window = "sun:04:00-sun:05:00"
# policy
tags = {
  Blueprint   = "redis@1.0.0"
  CostCenter  = "unassigned"
  Environment = "staging"
  ManagedBy   = "terraform"
  Owner       = "jane"
  Service     = "checkout-api"
  Team        = "payments"
}
