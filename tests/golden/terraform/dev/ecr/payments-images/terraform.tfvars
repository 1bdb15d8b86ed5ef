# policy
cloud_name = "dev-checkout-api-payments-images"
# caller
environment = "dev"
# environment
region = "us-east-1"
# default for dev
keep_last_images = 20
# default for dev
untagged_days = 7
# default
scan_on_push = true
# default for dev
immutable_tags = false
# default for dev
customer_managed_kms = false
# default for dev
force_delete = true
# policy
tags = {
  Blueprint   = "ecr@1.0.0"
  CostCenter  = "unassigned"
  Environment = "dev"
  ManagedBy   = "terraform"
  Owner       = "jane"
  Service     = "checkout-api"
  Team        = "payments"
}
