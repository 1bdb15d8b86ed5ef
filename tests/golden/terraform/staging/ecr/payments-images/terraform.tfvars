# policy
cloud_name = "staging-checkout-api-payments-images"
# caller
environment = "staging"
# environment
region = "us-east-1"
# default for staging
keep_last_images = 30
# default for staging
untagged_days = 14
# default
scan_on_push = true
# default for staging
immutable_tags = true
# default for staging
customer_managed_kms = false
# default for staging
force_delete = false
# policy
tags = {
  Blueprint   = "ecr@1.0.0"
  CostCenter  = "unassigned"
  Environment = "staging"
  ManagedBy   = "terraform"
  Owner       = "jane"
  Service     = "checkout-api"
  Team        = "payments"
}
