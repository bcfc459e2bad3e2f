#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# packages.sh FOLDER: the npm packages that FOLDER/package-lock.json pins, fetched once into the user's cache. Prints where
# they are; where that cannot be, prints why and exits 77.
skip() { echo "$1"; exit 77; }
command -v node > /dev/null && command -v npm > /dev/null || skip "no Node.js here"
[ "$(node -p 'process.versions.node.split(".")[0] >= 20')" = true ] || skip "Node.js 20 or newer is needed"
sum=$(sha256sum "$1/package-lock.json" | cut -c1-16)
modules=${XDG_CACHE_HOME:-$HOME/.cache}/tenace-tests/$(basename "$1")-$sum
if [ ! -e "$modules/complete" ]; then
  mkdir -p "$modules" || skip "no cache folder"
  # Two tests at once must not fetch into one folder.
  exec 9> "$modules/lock"
  flock 9
  if [ ! -e "$modules/complete" ]; then
    cp "$1/package.json" "$1/package-lock.json" "$modules/"
    (cd "$modules" && timeout 900 npm ci --omit=dev) > "$modules/npm.log" 2>&1 && touch "$modules/complete" ||
      skip "the npm registry gives no packages: $(tail -n 1 "$modules/npm.log" | cut -c1-120)"
  fi
fi
echo "$modules"
