#!/usr/bin/env bash
# A client system of Errand with curl and jq: asks for a report, follows it and downloads its files.
#   ERRAND_TOKEN=... examples/client.sh API REQUEST_FILE FOLDER
set -euo pipefail
api=$1 request=$2 folder=$3

# the token in a file of its own, so that no list of processes shows it
headers=$(mktemp)
trap 'rm -f "$headers"' EXIT
echo "Authorization: Bearer $ERRAND_TOKEN" >"$headers"

call() { curl --silent --show-error --fail-with-body --max-time 40 --header "@$headers" "$@"; }

# --retry sends the same key again after 429, 5xx and lost answers: it stays one report
report=$(call --retry 5 --header 'Content-Type: application/json' \
  --header "Idempotency-Key: $(uuidgen 2>/dev/null || cat /proc/sys/kernel/random/uuid)" \
  --data "@$request" "$api/v1/reports")
path=$(jq -r .links.self <<<"$report")

# each answer is held until the status changes, or for 20 seconds
until jq -e '.status | IN("SUCCEEDED", "FAILED", "TIMED_OUT", "CANCELLED")' <<<"$report" >/dev/null; do
  report=$(call --retry 5 --header 'Prefer: wait=20' "$api$path")
  jq -r '"\(.status) \(.progress.records // 0) records"' <<<"$report"
done
if [ "$(jq -r .status <<<"$report")" != SUCCEEDED ]; then
  jq .failure <<<"$report" >&2
  exit 1
fi

# the addresses are signed: they need no token
mkdir -p "$folder"
call "$api$path/result" | jq -r '.artifacts[] | "\(.name) \(.url)"' | while read -r name url; do
  curl --silent --show-error --fail --output "$folder/$name" "$url"
  echo "$folder/$name"
done
