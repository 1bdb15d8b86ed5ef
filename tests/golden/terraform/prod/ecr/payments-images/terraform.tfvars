# policy
cloud_name = "prod-checkout-api-payments-images"
# caller
environment = "prod"
# environment
region = "us-east-1"
# default for prod
keep_last_images = 100
# default for prod
untagged_days = 14
# default
scan_on_push = true
# default for prod
immutable_tags = true
# default for prod
customer_managed_kms = true
# default for prod
force_delete = false
# policy
tags = {
  Blueprint   = "ecr@1.0.0"
  CostCenter  = "unassigned"
  Environment = "prod"
  ManagedBy   = "terraform"
  Owner       = "jane"
  Service     = "checkout-api"
  Team        = "payments"
}
