#!/usr/bin/env bash
# A client system of Errand with curl and jq: asks for a report, follows it and downloads its files.
#   ERRAND_TOKEN=... examples/client.sh API REQUEST_FILE FOLDER
set -euo pipefail
api=$1 request=$2 folder=$3
tries=${TRIES:-6}

# the token in a file of its own, so that no list of processes shows it
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo "Authorization: Bearer $ERRAND_TOKEN" >"$work/token"

# Sends a call, again after 429, 5xx and broken connections: it stays one report by its key.
# Prints the body of a success; says what a problem says.
call() {
  local status pause=1
  for ((try = 1; ; try++)); do
    status=$(curl --silent --show-error --max-time 40 --output "$work/body" --dump-header "$work/headers" \
      --write-out '%{http_code}' --header "@$work/token" "$@") || status=000
    case $status in
      2??) cat "$work/body" && return ;;
      000 | 429 | 5??) [ "$try" -lt "$tries" ] || break ;;
      *) break ;;
    esac
    pause=$(sed -n 's/^[Rr]etry-[Aa]fter: *\([0-9]\{1,4\}\).*/\1/p' "$work/headers" 2>/dev/null | head -n 1)
    sleep "${pause:-$((try * 2))}"
  done
  [ "$status" = 000 ] || jq -r --arg status "$status" '"\($status): \(.detail // .title // .message)",
      (.errors // [] | .[] | "  \(.pointer): \(.detail)")' "$work/body" >&2 2>/dev/null ||
    echo "$status, and no problem in JSON" >&2
  return 1
}

report=$(call --header 'Content-Type: application/json' \
  --header "Idempotency-Key: $(uuidgen 2>/dev/null || cat /proc/sys/kernel/random/uuid)" \
  --data-binary "@$request" "$api/v1/reports")
path=$(jq -r .links.self <<<"$report")

# an answer may be held until the status changes, or for 20 seconds; else it says when to ask again
until jq -e '.status | IN("SUCCEEDED", "FAILED", "TIMED_OUT", "CANCELLED")' <<<"$report" >/dev/null; do
  report=$(call --header 'Prefer: wait=20' "$api$path")
  jq -r '"\(.status) \(.progress.records // 0) records"' <<<"$report"
  pause=$(sed -n 's/^[Rr]etry-[Aa]fter: *\([0-9]\{1,4\}\).*/\1/p' "$work/headers" | head -n 1)
  sleep "${pause:-0}"
done
if [ "$(jq -r .status <<<"$report")" != SUCCEEDED ]; then
  jq .failure <<<"$report" >&2
  exit 1
fi

# Downloads into a temporary file, on from where a connection broke, and compares the digest.
# The addresses are signed: they need no token, and must not get one.
download() {
  local name=$1 url=$2 sha256=$3 part=$folder/.$1.part fault
  for ((try = 1; try <= tries; try++)); do
    curl --silent --show-error --fail --continue-at - --output "$part" "$url" && fault=0 || fault=$?
    if [ "$fault" = 0 ] && echo "$sha256  $part" | sha256sum --check --status; then
      mv "$part" "$folder/$name"
      echo "$folder/$name"
      return
    fi
    # a part goes on; what is whole and wrong, or cannot go on there (33), begins anew
    [ "$fault" != 33 ] && [ "$(stat -c %s "$part" 2>/dev/null || echo 0)" -lt "$4" ] || rm -f "$part"
    sleep "$try"
  done
  rm -f "$part"
  echo "$name could not be downloaded" >&2
  return 1
}

mkdir -p "$folder"
call "$api$path/result" >"$work/result"
jq -r '.artifacts[] | [.name, .url, .sha256, .size_bytes] | @tsv' "$work/result" >"$work/files"
while IFS=$'\t' read -r name url sha256 size; do
  case $name in */* | .*) echo "a file may not be named $name" >&2 && exit 1 ;; esac
  download "$name" "$url" "$sha256" "$size"
done <"$work/files"
