output "name" {
  description = "The namespace's name."
  value       = local.namespace
}

output "quota" {
  description = "What its pods may use together."
  value       = local.quota
}
