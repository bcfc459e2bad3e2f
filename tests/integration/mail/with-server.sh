#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# with-server.sh PROGRAM ARGS...: starts the mail system of server.sh in a new folder, runs PROGRAM ARGS... DIR BASEPORT, stops and
# removes it all, whatever happened; the exit status is PROGRAM's. A TAP skip where the servers cannot be started.
here=$(cd "$(dirname "$0")" && pwd)
root=$(mktemp -d /tmp/tnc-mail-XXXXXX)
base=$((10000 + $$ % 200 * 100))
trap '"$here/server.sh" stop "$root" > /dev/null 2>&1; rm -rf "$root"' EXIT
trap 'exit 1' INT TERM HUP
why=$("$here/server.sh" start "$root" "$base" 2>&1)
status=$?
[ $status = 77 ] && { echo "1..0 # SKIP $why"; exit 0; }
[ $status = 0 ] || { echo "$why" >&2; exit $status; }
"$@" "$root" "$base"
