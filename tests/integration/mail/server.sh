#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# server.sh start DIR BASEPORT | stop DIR: a real mail system on loopback, all of it in DIR, for tests. Needs root, Postfix,
# Dovecot (imapd, lmtpd) and openssl; without them 'start' says so and exits 77.
# Ports: BASEPORT+25 SMTP, +87 submission by STARTTLS, +65 submission with TLS at once, +43 IMAP with STARTTLS, +93 IMAPS;
#   with a self-signed certificate: +26 submission, +94 IMAPS; with another host's: +27 submission, +95 IMAPS.
# Users: claire@claims.test, password claire "pw" \1 (the buyer); sav@claims.test, password savpw (the seller).
# DIR/tls/ca.crt is the authority to trust. Recipient later@claims.test is answered 450, unknown ones 550.
set -e
here=$(cd "$(dirname "$0")" && pwd)

certificate() { # NAME SUBJECT-ALT-NAME [SIGNER]: NAME.key and NAME.crt, by the authority or by itself
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout "$1.key" -out "$1.csr" -subj "/CN=$1" 2>/dev/null
  printf 'subjectAltName=%s\nbasicConstraints=CA:FALSE\n' "$2" > "$1.ext"
  if [ -n "$3" ]; then
    openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days 30 -extfile "$1.ext" -out "$1.crt" 2>/dev/null
  else
    openssl x509 -req -in "$1.csr" -signkey "$1.key" -days 30 -extfile "$1.ext" -out "$1.crt" 2>/dev/null
  fi
}

certificates() {
  mkdir -p tls && cd tls
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout ca.key -out ca.crt -days 30 \
    -subj '/CN=Test authority' -addext basicConstraints=critical,CA:TRUE 2>/dev/null
  certificate good DNS:localhost,IP:127.0.0.1 ca
  certificate wrong DNS:other.example ca
  certificate self DNS:localhost,IP:127.0.0.1
  chmod 600 ./*.key
  cd ..
}

fill() { # FILE OUT
  sed "s#@ROOT@#$root#g; s#@IMAP@#$((base+43))#; s#@IMAPS@#$((base+93))#; s#@SMTP@#$((base+25))#; \
s#@SUBMISSION@#$((base+87))#; s#@SUBMISSIONS@#$((base+65))#; s#@SMTP_SELF@#$((base+26))#; s#@SMTP_WRONG@#$((base+27))#" \
    "$here/$1" > "$2"
}

# Dovecot gives one certificate to a whole instance, so each bad one gets a small instance of its own.
bad_dovecot() { # NAME PORT
  mkdir -p "$1/run" "$1/state"
  sed "s#$root/run#$root/$1/run#; s#$root/state#$root/$1/state#; s#tls/good#tls/$1#; s#port = $((base+43))#port = 0#; \
s#port = $((base+93))#port = $2#; s#^protocols = .*#protocols = imap#; /^service lmtp/,/^}/d" dovecot.conf > "$1.conf"
  dovecot -c "$root/$1.conf" >> "$root/start.log" 2>&1
}

start() {
  mkdir -p "$root" && root=$(cd "$root" && pwd) && cd "$root" && mkdir -p home run state pfqueue pfdata pf
  chown mail:mail home; chown postfix pfdata; chmod 755 "$root"
  certificates
  fill dovecot.conf.in dovecot.conf
  fill main.cf.in pf/main.cf
  fill master.cf.in pf/master.cf
  cp "$here/users" users
  dovecot -c "$root/dovecot.conf" >> "$root/start.log" 2>&1
  bad_dovecot self $((base+94))
  bad_dovecot wrong $((base+95))
  postfix -c "$root/pf" start >> "$root/start.log" 2>&1 || { cat "$root/start.log" "$root/postfix.log" >&2; exit 1; }
}

root=$2
base=${3:-12000}
PATH=$PATH:/usr/sbin:/sbin
case $1 in
start)
  [ "$(id -u)" = 0 ] || { echo "mail servers can only be started by root" >&2; exit 77; }
  for program in postfix dovecot openssl; do
    command -v $program > /dev/null || { echo "$program is not installed" >&2; exit 77; }
  done
  start ;;
stop)
  root=$(cd "$root" && pwd)
  postfix -c "$root/pf" stop >> "$root/start.log" 2>&1 || true
  for conf in dovecot self wrong; do doveadm -c "$root/$conf.conf" stop || true; done ;;
*) sed -n 3,8p "$0"; exit 2 ;;
esac
