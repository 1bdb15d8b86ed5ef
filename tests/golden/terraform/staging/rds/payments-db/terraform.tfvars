# policy
cloud_name = "staging-checkout-api-payments-db"
# caller
environment = "staging"
# environment
region = "us-east-1"
# default
engine = "postgres"
# default
engine_version = "17"
# default for staging
size = "small"
# default for staging
storage_gb = 50
# default for staging
max_storage_gb = 200
# default for staging
multi_az = false
# default for staging
backup_retention_days = 14
# default
read_replicas = 0
# default for staging
deletion_protection = true
# default for staging
final_snapshot = true
# default for staging
customer_managed_kms = false
# default
iam_auth = true
# default for staging
performance_insights = true
# default for staging
enhanced_monitoring = true
# default for staging
apply_immediately = true
# default
db_name = "app"
# default
username = "app_owner"
# default
backup_window = "02:00-03:00"
# default
maintenance_window = "sun:04:00-sun:05:00"
# policy
tags = {
  Blueprint   = "rds@1.0.0"
  CostCenter  = "unassigned"
  Environment = "staging"
  ManagedBy   = "terraform"
  Owner       = "jane"
  Service     = "checkout-api"
  Team        = "payments"
}
