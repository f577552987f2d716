#!/usr/bin/env bash
# Deploys the auditor into a resource group, or shows what that would change. What is needed before, and what stays to be done by hand: infra/README.md.
set -euo pipefail
infra=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

usage() {
  cat <<'TEXT'
usage: infra/deploy.sh [options] RESOURCE_GROUP      deploy, after showing what would change and asking
       infra/deploy.sh --smoke HOST                  only ask HOST whether it lets anybody in
  --parameters FILE   default: infra/main.parameters.json
  --with FOLDER       files to deploy beside the service: company.yaml, playbooks
  --what-if           show what would change, and change nothing
  --yes               do not ask (for a pipeline; what would change is shown all the same)
  --no-smoke          do not ask the service at the end: it can only be reached from its network
TEXT
}
refuse() { echo "deploy.sh: $1" >&2; exit 2; }
say() { echo "== $1" >&2; }

parameters=$infra/main.parameters.json with='' group='' host='' what_if=no ask=yes smoke=yes
value() { [ -n "${2:-}" ] || refuse "$1 needs a value"; }
while [ $# -gt 0 ]; do
  case $1 in
    --parameters) value "$@"; parameters=$2; shift ;;
    --with) value "$@"; with=$2; shift ;;
    --smoke) value "$@"; host=$2; shift ;;
    --what-if) what_if=yes ;;
    --yes) ask=no ;;
    --no-smoke) smoke=no ;;
    -h | --help) usage; exit 0 ;;
    -*) usage >&2; refuse "unknown option $1" ;;
    *) [ -z "$group" ] || refuse "one resource group, not also $1"; group=$1 ;;
  esac
  shift
done

require() { for program in "$@"; do command -v "$program" >/dev/null || refuse "needs $program on PATH"; done; }

# The status of an answer; 000 where there was none.
status() { curl --silent --output /dev/null --max-time 20 --write-out '%{http_code}' "$@" || true; }

# Alive within five minutes; and then nobody gets in who has not signed in, whatever he says about himself.
smoke_test() {
  local base=https://$1 tries=60 path answer
  until [ "$(status "$base/api/health/live")" = 200 ]; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || { echo "deploy.sh: $base/api/health/live does not answer 200" >&2; return 3; }
    sleep "${SMOKE_PAUSE:-5}"
  done
  for path in api/vendors/smoke-test api/vendors/smoke-test/findings admin/host/status admin/functions; do
    answer=$(status "$base/$path")
    [ "$answer" = 401 ] || { echo "deploy.sh: $base/$path answered $answer to somebody who is not signed in, where 401 was expected" >&2; return 4; }
    answer=$(status --header 'X-MS-CLIENT-PRINCIPAL: eyJjbGFpbXMiOltdfQ==' --header 'X-MS-CLIENT-PRINCIPAL-NAME: nobody' "$base/$path")
    [ "$answer" = 401 ] || { echo "deploy.sh: $base/$path answered $answer to a forged principal, where 401 was expected" >&2; return 4; }
  done
  answer=$(status "$base/api/health/ready")
  [ "$answer" = 200 ] || echo "deploy.sh: $base/api/health/ready answered $answer: its body names what is missing" >&2
  say "nobody gets in who has not signed in"
}

if [ -n "$host" ]; then
  require curl
  smoke_test "$host"
  exit
fi
[ -n "$group" ] || { usage >&2; refuse 'which resource group?'; }
[ -f "$parameters" ] || refuse "there is no file $parameters"
[ -z "$with" ] || [ -d "$with" ] || refuse "there is no folder $with"

# A text, number or flag of the parameters file; nothing where it is not given.
given() { tr '\n' ' ' <"$parameters" | sed -nE 's/.*"'"$1"'"[[:space:]]*:[[:space:]]*\{[[:space:]]*"value"[[:space:]]*:[[:space:]]*"?([^",}[:space:]]*).*/\1/p'; }
[ "$(given clientId)" != 00000000-0000-0000-0000-000000000000 ] || refuse "$parameters: clientId is the placeholder: give that of the app registration"
[ "$(given trailOrigin)" != compliance.example.com ] || refuse "$parameters: trailOrigin is the placeholder: a log keeps its name for ever"
! grep -q '@example\.com"' "$parameters" || refuse "$parameters: alertRecipients has an address of example.com: nobody would be told"
name=$(given name)
[[ ${name:-compliance} =~ ^[abcdefghijklmnopqrstuvwxyz][abcdefghijklmnopqrstuvwxyz0-9]*$ ]] || refuse "$parameters: name is \`$name\`: expected a lower case letter, then lower case letters and digits"
require az dotnet zip
[ "$smoke" = no ] || require curl
az account show --query '{subscription: name, as: user.name}' --output table >&2 || refuse 'not signed in: run az login'

template=(--resource-group "$group" --template-file "$infra/main.bicep" --parameters "@$parameters")
if [ "$what_if" = yes ]; then
  az deployment group what-if "${template[@]}"
  exit
fi

# A deployment adds what the template says, and takes nothing away that an earlier one added.
if [ "$(given resumesTrail)" != true ]; then
  resumers=$(az role assignment list --all --query "[?starts_with(roleDefinitionName, 'Compliance TrailResumer (')].id" --output tsv)
  resumer=$(grep -iF "/resourceGroups/$group/" <<<"$resumers" || true)
  if [ -n "$resumer" ]; then
    account=$(sed -nE '1s#.*/storageAccounts/([^/]+)/.*#\1#p' <<<"$resumer")
    on="--resource-group $group --resource-type Microsoft.Storage/storageAccounts --resource-name $account"
    cat >&2 <<TEXT
deploy.sh: resumesTrail is false, and the service may still delete rows of the trail. Take that away, then deploy again:
  az lock delete --name keep $on
  az role assignment delete --ids $(tr '\n' ' ' <<<"$resumer")
  az lock create --name keep --lock-type CanNotDelete $on
TEXT
    exit 2
  fi
fi

# First what can fail without having changed anything.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
say 'publishing'
dotnet publish "$infra/../src/Compliance.Functions" --configuration Release -p:Hosting=Azure --output "$work/package"
[ -f "$work/package/host.json" ] || refuse 'the published service has no host.json'
if [ -n "$with" ]; then cp -R "$with/." "$work/package/"; fi
# `.` and not `*`: the host looks for the folder .azurefunctions.
(cd "$work/package" && zip --quiet --recurse-paths ../package.zip .)

say 'deploying the template'
name=compliance-$(date -u +%Y%m%d%H%M%S)
if [ "$ask" = yes ]; then
  az deployment group create --name "$name" "${template[@]}" --confirm-with-what-if --output none
else
  az deployment group what-if "${template[@]}"
  az deployment group create --name "$name" "${template[@]}" --output none
fi
output() { az deployment group show --resource-group "$group" --name "$name" --query "properties.outputs.$1.value" --output tsv; }
service=$(output serviceName)
host=$(output serviceHost)
[ -n "$service$host" ] || refuse 'the deployment gave no name of a service'

say "deploying the service to $service"
az functionapp deployment source config-zip --resource-group "$group" --name "$service" --src "$work/package.zip" --output none

if [ "$smoke" = yes ]; then
  code=0
  smoke_test "$host" || code=$?
  if [ "$code" -eq 4 ]; then
    # Open to anybody is worse than down.
    az functionapp stop --resource-group "$group" --name "$service"
    echo "deploy.sh: $service was stopped" >&2
  fi
  [ "$code" -eq 0 ] || exit "$code"
fi
say "https://$host/api; retention of evidence and checkpoints is not locked: see infra/README.md"
