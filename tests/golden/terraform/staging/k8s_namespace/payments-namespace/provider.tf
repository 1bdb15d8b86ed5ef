provider "kubernetes" {
  config_context = "staging"
}
