#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# with-modules.sh TEST.mjs ARGS...: runs a test of the page with Node, its last argument being the folder of the packages. These
# are pinned by web/package-lock.json and fetched once into the user's cache; a TAP skip where Node, Chromium or the registry
# cannot be had.
here=$(cd "$(dirname "$0")" && pwd)
web=$here/../../web
skip() { echo "1..0 # SKIP $1"; exit 0; }
command -v node > /dev/null && command -v npm > /dev/null || skip "no Node.js here"
[ "$(node -p 'process.versions.node.split(".")[0] >= 20')" = true ] || skip "Node.js 20 or newer is needed"
[ -x "${TENACE_CHROMIUM:-/usr/bin/chromium}" ] || skip "no Chromium here"
sum=$(cat "$web/package.json" "$web/package-lock.json" | sha256sum | cut -c1-16)
modules=${XDG_CACHE_HOME:-$HOME/.cache}/tenace-tests/web-$sum
if [ ! -e "$modules/complete" ]; then
  mkdir -p "$modules" || skip "no cache folder"
  # Two tests at once must not fetch into one folder.
  exec 9> "$modules/lock"
  flock 9
  if [ ! -e "$modules/complete" ]; then
    cp "$web/package.json" "$web/package-lock.json" "$modules/"
    (cd "$modules" && timeout 300 npm ci --no-audit --no-fund) > "$modules/npm.log" 2>&1 && touch "$modules/complete" ||
      skip "the npm registry gives no packages: $(tail -n 1 "$modules/npm.log" | cut -c1-120)"
  fi
fi
test=$1
shift
exec node "$here/$test" "$@" "$modules/node_modules"
