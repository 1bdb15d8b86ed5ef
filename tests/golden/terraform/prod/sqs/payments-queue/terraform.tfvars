# policy
cloud_name = "prod-checkout-api-payments-queue"
# caller
environment = "prod"
# environment
region = "us-east-1"
# default
fifo = false
# default
content_based_deduplication = false
# default
dead_letter_queue = true
# default
max_receive_count = 5
# default
visibility_timeout_seconds = 30
# default for prod
retention_days = 14
# default
receive_wait_seconds = 20
# default
delay_seconds = 0
# default for prod
customer_managed_kms = true
# policy
tags = {
  Blueprint   = "sqs@1.0.0"
  CostCenter  = "unassigned"
  Environment = "prod"
  ManagedBy   = "terraform"
  Owner       = "jane"
  Service     = "checkout-api"
  Team        = "payments"
}
