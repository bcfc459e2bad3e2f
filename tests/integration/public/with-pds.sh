#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# with-pds.sh PROGRAM ARGS...: starts the real Bluesky PDS (pds/server.mjs) on free ports of loopback, runs PROGRAM ARGS...
# PDSPORT, stops it; the exit status is PROGRAM's. The packages, pinned by pds/package-lock.json, are fetched once into
# the user's cache; a TAP skip where Node or the registry cannot be had.
here=$(cd "$(dirname "$0")" && pwd)
skip() { echo "1..0 # SKIP $1"; exit 0; }
command -v node > /dev/null && command -v npm > /dev/null || skip "no Node.js here"
[ "$(node -p 'process.versions.node.split(".")[0] >= 20')" = true ] || skip "Node.js 20 or newer is needed"
sum=$(sha256sum "$here/pds/package-lock.json" | cut -c1-16)
modules=${TENACE_PDS_MODULES:-${XDG_CACHE_HOME:-$HOME/.cache}/tenace-tests/pds-$sum}
if [ ! -e "$modules/complete" ]; then
  mkdir -p "$modules" || skip "no cache folder"
  # Two tests at once must not fetch into one folder.
  exec 9> "$modules/lock"
  flock 9
  if [ ! -e "$modules/complete" ]; then
    cp "$here/pds/package.json" "$here/pds/package-lock.json" "$modules/"
    (cd "$modules" && timeout 900 npm ci --omit=dev) > "$modules/npm.log" 2>&1 && touch "$modules/complete" ||
      skip "the npm registry gives no packages: $(tail -n 1 "$modules/npm.log" | cut -c1-120)"
  fi
fi
base=$((20000 + $$ % 400 * 100))
log=$(mktemp)
TENACE_PDS_MODULES=$modules LOG_ENABLED=false node "$here/pds/server.mjs" $((base + 83)) $((base + 82)) $((base + 84)) > "$log" 2>&1 &
server=$!
trap 'kill $server 2> /dev/null; wait $server 2> /dev/null; rm -f "$log"' EXIT
trap 'exit 1' INT TERM HUP
for i in $(seq 150); do
  grep -q '^ready' "$log" && break
  kill -0 $server 2> /dev/null || { cat "$log" >&2; exit 1; }
  sleep 0.2
done
grep -q '^ready' "$log" || { cat "$log" >&2; exit 1; }
"$@" $((base + 83))
