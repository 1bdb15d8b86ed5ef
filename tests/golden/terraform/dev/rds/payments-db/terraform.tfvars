# policy
cloud_name = "dev-checkout-api-payments-db"
# caller
environment = "dev"
# environment
region = "us-east-1"
# default
engine = "postgres"
# default
engine_version = "17"
# default for dev
size = "small"
# default for dev
storage_gb = 20
# default for dev
max_storage_gb = 100
# default for dev
multi_az = false
# default for dev
backup_retention_days = 7
# default
read_replicas = 0
# default for dev
deletion_protection = false
# default for dev
final_snapshot = false
# default for dev
customer_managed_kms = false
# default
iam_auth = true
# default for dev
performance_insights = false
# default for dev
enhanced_monitoring = false
# default for dev
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
  Environment = "dev"
  ManagedBy   = "terraform"
  Owner       = "jane"
  Service     = "checkout-api"
  Team        = "payments"
}
