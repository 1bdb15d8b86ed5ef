# policy
cloud_name = "prod-checkout-api-payments-db"
# caller
environment = "prod"
# environment
region = "us-east-1"
# default
engine = "postgres"
# default
engine_version = "17"
# default for prod
size = "medium"
# default for prod
storage_gb = 100
# default for prod
max_storage_gb = 500
# default for prod
multi_az = true
# default for prod
backup_retention_days = 30
# default
read_replicas = 0
# default for prod
deletion_protection = true
# default for prod
final_snapshot = true
# default for prod
customer_managed_kms = true
# default
iam_auth = true
# default for prod
performance_insights = true
# default for prod
enhanced_monitoring = true
# default for prod
apply_immediately = false
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
  Environment = "prod"
  ManagedBy   = "terraform"
  Owner       = "jane"
  Service     = "checkout-api"
  Team        = "payments"
}
