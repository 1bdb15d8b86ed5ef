# policy
cloud_name = "staging-checkout-api-payments-queue"
# caller
environment = "staging"
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
# default for staging
retention_days = 4
# default
receive_wait_seconds = 20
# default
delay_seconds = 0
# default for staging
customer_managed_kms = false
# policy
tags = {
  Blueprint   = "sqs@1.0.0"
  CostCenter  = "unassigned"
  Environment = "staging"
  ManagedBy   = "terraform"
  Owner       = "jane"
  Service     = "checkout-api"
  Team        = "payments"
}
