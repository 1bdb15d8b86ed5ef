# policy
cloud_name = "staging-checkout-api-payments-bucket"
# caller
environment = "staging"
# environment
region = "us-east-1"
# default for staging
versioning = true
# default for staging
noncurrent_expire_days = 60
# default for staging
encryption = "sse-s3"
# default
cors_methods = ["GET", "HEAD"]
# default
object_lock = false
# default
object_lock_days = 30
# default
object_lock_mode = "GOVERNANCE"
# default for staging
force_destroy = false
# policy
tags = {
  Blueprint   = "s3@1.0.0"
  CostCenter  = "unassigned"
  Environment = "staging"
  ManagedBy   = "terraform"
  Owner       = "jane"
  Service     = "checkout-api"
  Team        = "payments"
}
