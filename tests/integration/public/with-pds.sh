#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# with-pds.sh PROGRAM ARGS...: starts the real Bluesky PDS (pds/server.mjs) on free ports of loopback, runs PROGRAM ARGS...
# PDSPORT, stops it; the exit status is PROGRAM's. The packages, pinned by pds/package-lock.json, are fetched once into
# the user's cache; a TAP skip where Node or the registry cannot be had.
here=$(cd "$(dirname "$0")" && pwd)
modules=$("$here/packages.sh" "$here/pds") || { echo "1..0 # SKIP $modules"; exit 0; }
base=$((20000 + $$ % 127 * 100)) # below the ports that the kernel gives to clients
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
