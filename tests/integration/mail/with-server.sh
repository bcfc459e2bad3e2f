#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# with-server.sh PROGRAM ARGS...: starts the mail system of server.sh in a new folder, runs PROGRAM ARGS... DIR BASEPORT, stops and
# removes it all, whatever happened; the exit status is PROGRAM's. A TAP skip where the servers cannot be started.
here=$(cd "$(dirname "$0")" && pwd)
root=$(mktemp -d /tmp/tnc-mail-XXXXXX)
trap '"$here/server.sh" stop "$root" > /dev/null 2>&1; rm -rf "$root"; rm -f "$claim"' EXIT
trap 'exit 1' INT TERM HUP

# A hundred ports that nobody listens on and that no other run of this script has claimed: a link that names its process.
free() { # BASE
    claim=/tmp/tnc-mail-ports-$1
    kill -0 "$(readlink "$claim" 2>/dev/null)" 2>/dev/null || rm -f "$claim"
    ln -s $$ "$claim" 2>/dev/null || return 1
    for port in 25 26 27 43 65 87 93 94 95; do
        ! grep -qi ":$(printf %04X $(($1 + port))) [0-9A-F:]* 0A" /proc/net/tcp /proc/net/tcp6 || { rm -f "$claim"; return 1; }
    done
}
try=0
until base=$((10000 + ($$ + try) % 200 * 100)) && free "$base"; do
    claim='' try=$((try + 1))
    [ $try -lt 200 ] || { echo 'no free ports for the mail servers' >&2; exit 1; }
done
why=$("$here/server.sh" start "$root" "$base" 2>&1)
status=$?
[ $status = 77 ] && { echo "1..0 # SKIP $why"; exit 0; }
[ $status = 0 ] || { echo "$why" >&2; exit $status; }
"$@" "$root" "$base"
