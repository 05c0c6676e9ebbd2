#!/bin/sh
# Certificates to try the broker with; a plant has an authority of its own.
#   certificates.sh broker NAME...   for the broker, under the host names and addresses by which it is called
#   certificates.sh client USER      for one user of access.conf: takt, <site>/<oven>, or an edge node of Sparkplug
# The first call makes the authority. All goes into CERTIFICATES (deploy/certificates), one folder each, with ca.crt beside;
# DAYS (365) is how long they hold. Calling it again for the same name renews: the broker takes it at SIGHUP, takt at its
# next connect.
set -eu
umask 022
folder=${CERTIFICATES:-$(dirname "$0")/../certificates}
days=${DAYS:-365}
usage() { sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2; }
[ $# -ge 2 ] || usage

# Containers read the keys under users of their own, so what guards them is the folder above.
mkdir -p "$folder"
chmod 700 "$folder"
authority=$folder/authority

key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1"; }

if [ ! -e "$authority/ca.crt" ]; then
  mkdir -p "$authority"
  (umask 077 && key "$authority/ca.key")
  openssl req -x509 -new -key "$authority/ca.key" -subj '/CN=takt test authority' -days 3650 -out "$authority/ca.crt" \
    -addext 'keyUsage=critical,keyCertSign,cRLSign'
fi

issue() { # issue DIRECTORY FILE COMMON-NAME EXTENSIONS
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  key "$work/key"
  # A slash in a name would begin the next part of the subject.
  subject=$(printf %s "$3" | sed 's,[\\/],\\&,g')
  openssl req -new -key "$work/key" -subj "/CN=$subject" -out "$work/request"
  printf 'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\n%s\n' "$4" >"$work/extensions"
  openssl x509 -req -in "$work/request" -CA "$authority/ca.crt" -CAkey "$authority/ca.key" -set_serial "0x$(openssl rand -hex 16)" \
    -days "$days" -extfile "$work/extensions" -out "$work/crt" 2>"$work/log" || { cat "$work/log" >&2; exit 1; }
  mkdir -p "$1"
  cp "$authority/ca.crt" "$1/ca.crt"
  cp "$work/key" "$1/$2.key"
  cp "$work/crt" "$1/$2.crt"
  chmod 644 "$1/$2.key"
  echo "$1/$2.crt"
}

what=$1
shift
case $what in
  broker)
    names=
    for name in "$@"; do
      case $name in
        *:* | [0-9]*.[0-9]*.[0-9]*.[0-9]*) kind=IP ;;
        *) kind=DNS ;;
      esac
      names="$names${names:+,}$kind:$name"
    done
    issue "$folder/broker" broker "$1" "extendedKeyUsage=serverAuth
subjectAltName=$names"
    ;;
  client)
    [ $# -eq 1 ] || usage
    case $1 in *[!A-Za-z0-9_./-]* | /* | */ | *..*) echo "a user has letters, digits and . _ -, an oven one slash" >&2; exit 2 ;; esac
    # Keys of users under a folder go where that folder is mounted: those of the ovens of such a site to the bridge.
    case $1 in takt/*) echo "no site can be named takt, as the user of the bridge is" >&2; exit 2 ;; esac
    issue "$folder/clients/$1" client "$1" 'extendedKeyUsage=clientAuth'
    ;;
  *) usage ;;
esac
