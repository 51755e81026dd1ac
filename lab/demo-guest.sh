#!/usr/bin/env bash
# usage: cloudhost run LABEL -- lab/demo-guest.sh
# What a test might do with a machine: log in and look around. Runs in the lab, with the guest's address in
# CLOUDHOST_HOSTNAME.
set -euo pipefail
address=${CLOUDHOST_HOSTNAME:?is set by cloudhost run}
# The guest made its host key a moment ago, nobody can know it yet. Kept for this run only.
known_hosts=$(mktemp)
trap 'rm -f "$known_hosts"' EXIT
guest() {
    ssh -o BatchMode=yes -o ConnectTimeout=5 -o StrictHostKeyChecking=accept-new -o UserKnownHostsFile="$known_hosts" \
        -o LogLevel=ERROR "root@$address" "$@"
}

# It has an address before its SSH server answers.
deadline=$((SECONDS + 60))
until guest true 2>/dev/null; do
    ((SECONDS < deadline)) || { guest true; exit 1; }
    sleep 0.2
done
# shellcheck disable=SC2016  # expanded in the guest
guest 'nic=$(ip -o -4 address | grep -F " '"$address"'/" | cut -d " " -f 2)
    echo "  host name    $(hostname)"
    echo "  kernel       $(uname -sr)"
    echo "  MAC address  $(cat "/sys/class/net/$nic/address") ($nic, which has '"$address"')"'
