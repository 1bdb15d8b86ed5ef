# policy
cloud_name = "prod-checkout-api-payments-bucket"
# caller
environment = "prod"
# environment
region = "us-east-1"
# default for prod
versioning = true
# default for prod
noncurrent_expire_days = 90
# default for prod
encryption = "kms"
# default
cors_methods = ["GET", "HEAD"]
# default
object_lock = false
# default
object_lock_days = 30
# default
object_lock_mode = "GOVERNANCE"
# default for prod
force_destroy = false
# policy
tags = {
  Blueprint   = "s3@1.0.0"
  CostCenter  = "unassigned"
  Environment = "prod"
  ManagedBy   = "terraform"
  Owner       = "jane"
  Service     = "checkout-api"
  Team        = "payments"
}
