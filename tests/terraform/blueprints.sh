#!/usr/bin/env bash
# Tests every blueprint of templates/terraform (or only the types that are named) with no cloud and no registry:
#   1. blueprint.yaml keeps to config/blueprint.schema.json, to its module and to the policies (blueprint.mjs);
#   2. the module is fmt-clean and valid beside what Groundwork writes, with the default values of each environment class;
#   3. the values of each example are accepted by the module;
#   4. what must hold does hold in the evaluated plan: <type>/always.tftest.hcl in every class, prod.tftest.hcl in
#      production, options.tftest.hcl for values other than the defaults;
#   5. these tests can fail: each line of <type>/breakages is a sed script that breaks a promise of main.tf.
# TERRAFORM names the binary. Ends with 77 where something is missing that cannot be installed here.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
templates=$(cd "$here/../../templates/terraform" && pwd)
for program in "${TERRAFORM:-terraform}" node npm; do
  if ! command -v "$program" >/dev/null; then
    echo "skipped: $program is not installed (TERRAFORM names another binary than terraform)"
    exit 77
  fi
done
if ! home=$("$here/terraform-offline" --home); then
  echo "skipped: the npm packages of the stand-in providers cannot be installed"
  exit 77
fi
export GROUNDWORK_STUB_MODULES=$home/node_modules
work=$(mktemp -d "${TMPDIR:-/tmp}/blueprints.XXXXXX")
stand_ins=()
trap 'kill "${stand_ins[@]}" 2>/dev/null || true; rm -rf "$work"' EXIT
failures=0

# start PROVIDER: one stand-in for all commands below, instead of a new one for each; sets `reattach` to its address.
start() {
  local input socket
  exec {input}< <("$here/terraform-offline" --serve "$1")
  stand_ins+=($!)
  IFS='|' read -r _ _ _ socket _ <&"$input"
  reattach=$(printf '"registry.terraform.io/hashicorp/%s": {"Protocol": "grpc", "ProtocolVersion": 5, "Pid": %d, "Test": true,
    "Addr": {"Network": "unix", "String": "%s"}}' "$1" "$!" "$socket")
}

terraform() { "$here/terraform-offline" "$@"; }
blueprint() { node "$here/blueprint.mjs" "$@"; }

# expect ok|broken SENTENCE COMMAND...: the command's success, or its failure; what it says is shown when it surprises.
expect() {
  local expected=$1 sentence=$2 found=ok
  shift 2
  "$@" >"$work/said" 2>&1 || found=broken
  if [[ $found == "$expected" ]]; then
    echo "ok      $sentence"
  else
    echo "FAILED  $sentence"
    sed 's/^/        /' "$work/said"
    failures=$((failures + 1))
  fi
}

# copy TYPE FOLDER: the module beside stand-ins for the files that Groundwork writes, ready for terraform.
copy() {
  local type=$1 folder=$2
  mkdir -p "$folder"
  cp "$templates/$type"/*.tf "$folder/"
  cp "$here/stand-ins/provider.$(blueprint cloud "$templates/$type").tf" "$folder/provider.tf"
  if [[ $(blueprint network "$templates/$type") == true ]]; then
    cp "$here/stand-ins/network.tf" "$folder/"
  fi
  # init with a provider of its own, which proves the version pins too
  env --unset=TF_REATTACH_PROVIDERS "$here/terraform-offline" "-chdir=$folder" init -backend=false -input=false
}

# of_class TYPE CLASS FOLDER: a copy of the initialised module with the class's values and tests.
of_class() {
  local type=$1 class=$2 folder=$3 tests=(always)
  if [[ $class == prod ]]; then tests+=(prod options); fi
  cp -a "$work/$type/module" "$folder"
  blueprint values "$templates/$type" "$class" >"$folder/terraform.tfvars.json"
  for test in "${tests[@]}"; do cp "$here/$type/$test.tftest.hcl" "$folder/"; done
}

# An assertion fails, which is something else than a module that terraform cannot read. The first one is enough.
an_assertion_fails() {
  local test
  for test in always prod options; do
    terraform "-chdir=$1" test -json "-filter=$test.tftest.hcl" >"$work/events" || true
    if grep '"type":"test_summary"' "$work/events" | grep '"status":"fail"'; then return 0; fi
  done
  cat "$work/events"
  return 1
}

check_type() {
  local type=$1 class folder script number=0
  mkdir -p "$work/$type"
  expect ok "$type: blueprint.yaml keeps to its schema, its module and the policies" blueprint check "$templates/$type"
  expect ok "$type: the files are fmt-clean" terraform fmt -check -diff -recursive "$templates/$type"
  expect ok "$type: init" copy "$type" "$work/$type/module"
  for class in dev staging prod; do
    folder=$work/$type/$class
    of_class "$type" "$class" "$folder"
    expect ok "$type, $class: valid" terraform "-chdir=$folder" validate
    expect ok "$type, $class: what must hold, holds" terraform "-chdir=$folder" test
  done
  folder=$work/$type/examples
  cp -a "$work/$type/module" "$folder"
  cp "$here/stand-ins/plan.$(blueprint cloud "$templates/$type").tftest.hcl" "$folder/plan.tftest.hcl"
  while blueprint example "$templates/$type" "$number" >"$folder/terraform.tfvars.json"; do
    number=$((number + 1))
    expect ok "$type: example $number has a plan" terraform "-chdir=$folder" test
  done
  expect ok "$type: there are examples" test "$number" -ge 2
  number=0
  while IFS= read -r script; do
    number=$((number + 1))
    folder=$work/$type/broken-$number
    cp -a "$work/$type/prod" "$folder"
    sed -i "$script" "$folder/main.tf"
    expect broken "$type: the breakage changes main.tf: $script" cmp "$folder/main.tf" "$templates/$type/main.tf"
    expect ok "$type: a test fails for: $script" an_assertion_fails "$folder"
  done <"$here/$type/breakages"
}

# The checks themselves can fail, shown on copies of one blueprint.
check_the_checks() {
  local script folder=$work/checks/s3
  mkdir -p "$work/checks"
  copy s3 "$work/checks/module" >/dev/null
  printf 'resource "aws_s3_bucket" "other" {\n  no_such_attribute = 1\n}\n' >"$work/checks/module/other.tf"
  expect broken "an attribute that the provider does not know is refused" terraform "-chdir=$work/checks/module" validate
  printf 'locals {\n  a    = 1\n}\n' >"$work/checks/module/other.tf"
  expect broken "a file that is not fmt-clean is refused" terraform "-chdir=$work/checks/module" fmt -check

  while IFS= read -r script; do
    rm -rf "$folder"
    cp -r "$templates/s3" "$folder"
    sed -i "$script" "$folder/blueprint.yaml"
    expect broken "the breakage changes blueprint.yaml: $script" cmp "$folder/blueprint.yaml" "$templates/s3/blueprint.yaml"
    expect broken "blueprint.yaml is refused after: $script" blueprint check "$folder"
  done <"$here/blueprint-breakages"
}

start aws && aws=$reattach
start kubernetes && kubernetes=$reattach
export TF_REATTACH_PROVIDERS="{$aws, $kubernetes}"

types=("$@")
if [[ $# == 0 ]]; then
  for folder in "$templates"/*/; do types+=("$(basename "$folder")"); done
  expect ok "the tests are fmt-clean" terraform fmt -check -diff -recursive "$here"
  check_the_checks
fi
for type in "${types[@]}"; do check_type "$type"; done

if ((failures)); then
  echo "$failures failed"
  exit 1
fi
