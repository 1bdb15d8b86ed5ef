# policy
cloud_name = "dev-checkout-api-payments-bucket"
# caller
environment = "dev"
# environment
region = "us-east-1"
# default for dev
versioning = false
# default for dev
noncurrent_expire_days = 30
# default for dev
encryption = "sse-s3"
# default
cors_methods = ["GET", "HEAD"]
# default
object_lock = false
# default
object_lock_days = 30
# default
object_lock_mode = "GOVERNANCE"
# default for dev
force_destroy = true
# policy
tags = {
  Blueprint   = "s3@1.0.0"
  CostCenter  = "unassigned"
  Environment = "dev"
  ManagedBy   = "terraform"
  Owner       = "jane"
  Service     = "checkout-api"
  Team        = "payments"
}
