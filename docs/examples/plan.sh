#!/usr/bin/env bash
# From a request to a plan with curl: keep it once whatever happens on the way, follow it, read it.
#   TAKT_URL   where the service is, default http://127.0.0.1:7420
#   TAKT_KEY   access key, where the service asks for one
#   plan.sh [request.json]   default: the service's own example of a melt
set -euo pipefail
url=${TAKT_URL:-http://127.0.0.1:7420}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ask() { curl -sS --fail-with-body ${TAKT_KEY:+-H "authorization: Bearer $TAKT_KEY"} "$@"; }

request=${1:-$work/request.json}
if [ $# -eq 0 ]; then
  ask "$url/v1/kinds" | jq '.kinds[] | select(.kind == "melt") | .example | del(.equipment) | .budget.timeMs = 2000' >"$request"
fi

# The key makes it safe to try again: the same key and request give the same plan. curl repeats what was refused for want
# of room (429, 503), after the pause that Retry-After asks for.
key=$(uuidgen 2>/dev/null || cat /proc/sys/kernel/random/uuid)
id=$(ask "$url/v1/plans" --retry 8 --retry-connrefused -H 'content-type: application/json' \
  -H "idempotency-key: $key" -d @"$request" | jq -r .id)
echo "plan $id"

# States and better plans as they come; the stream ends with the plan.
ask -N "$url/v1/plans/$id/events" | sed -n 's/^data: //p' |
  jq -r 'select(.type == "incumbent") | "objective \(.data.objective), bound \(.data.lowerBound // "none yet")"'

ask "$url/v1/plans/$id" | jq '{state, found, endedBy, objective, lowerBound, gap, solvingMs}'
