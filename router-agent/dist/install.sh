#!/bin/sh
# Installs the agent on a Linux machine with systemd, or brings it up to this version. To be run as
# root in the unpacked folder that holds washa-agent.jar, washa-agent, washa-agent.service,
# release.pub and README.md:
#
#   ./install.sh --hub https://hub.example.com CODE    installs, enrols and starts
#   ./install.sh                                       installs this version over another
#
# WASHA_ROOT installs below another folder, without users and services.
set -eu

fail() {
  echo "install.sh: $1" >&2
  exit 1
}

root=${WASHA_ROOT:-}
hub=
code=
while [ $# -gt 0 ]; do
  case $1 in
    --hub)
      [ $# -ge 2 ] || fail "--hub needs an address"
      hub=$2
      shift 2
      ;;
    -*) fail "do not understand $1" ;;
    *)
      code=$1
      shift
      ;;
  esac
done
[ -z "$code" ] || [ -n "$hub" ] || fail "an enrolment needs --hub https://HOST"

here=$(dirname "$(readlink -f "$0")")
for file in washa-agent.jar washa-agent washa-agent.service; do
  [ -f "$here/$file" ] || fail "$file is missing beside this script"
done
[ -n "$root" ] || [ "$(id -u)" = 0 ] || fail "run it as root"

java=${WASHA_JAVA:-java}
command -v "$java" >/dev/null || fail "Java 17 or newer is needed: apt install openjdk-17-jre-headless"
major=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
[ "${major:-0}" -ge 17 ] || fail "Java 17 or newer is needed; this is ${major:-unknown}"

home=$root/opt/washa-agent
state=$root/var/lib/washa-agent
if [ -z "$root" ] && ! id washa-agent >/dev/null 2>&1; then
  useradd --system --home-dir "$state" --shell /usr/sbin/nologin washa-agent
fi
mkdir -p "$home" "$state/app" "$state/data"
chmod 700 "$state"
for file in washa-agent.jar washa-agent release.pub README.md; do
  if [ -f "$here/$file" ]; then
    cp "$here/$file" "$home/$file.new"
    mv -f "$home/$file.new" "$home/$file"
  fi
done
chmod 755 "$home/washa-agent"
# What this installs counts, not what an earlier version renewed itself to.
rm -f "$state/app/"*.jar "$state/app/"*.version "$state/app/"*.aot "$state/app/"*.jsa
[ -n "$root" ] || chown -R washa-agent: "$state"

as_agent() {
  if [ -n "$root" ]; then
    WASHA_APP=$state/app WASHA_DATA=$state/data "$home/washa-agent" "$@"
  else
    runuser -u washa-agent -- env WASHA_APP="$state/app" WASHA_DATA="$state/data" \
      "$home/washa-agent" "$@"
  fi
}

if [ -n "$code" ]; then
  as_agent enrol "$code" --hub "$hub"
fi
if [ -z "$root" ]; then
  cp "$here/washa-agent.service" /etc/systemd/system/washa-agent.service
  systemctl daemon-reload
  systemctl enable washa-agent
  systemctl restart washa-agent
fi
echo "installed in $home; look with: washa-agent doctor"
