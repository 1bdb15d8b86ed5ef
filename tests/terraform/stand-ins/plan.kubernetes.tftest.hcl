mock_provider "kubernetes" {}

run "plan" {
  command = plan
}
