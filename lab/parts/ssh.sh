# shellcheck shell=bash
# The SSH servers "linux-box" and "dhcp-box", the accounts behind them, and the lab's home with the keys. Runs inside:
# /etc is the lab's own, the machine's accounts and its SSH server are not touched.

make_accounts() {
    local account home
    # Java and OpenSSH ask the account for the home, not $HOME.
    sed -i "s|^\(root:\([^:]*:\)\{4\}\)[^:]*|\1$LAB_HOME|" /etc/passwd
    for account in "${LAB_ACCOUNTS[@]}"; do
        sed -i "/^$account:/d" /etc/passwd /etc/shadow /etc/group /etc/gshadow
        home=$LAB_STATE/accounts/$account
        mkdir -p "$home"
        # Without -l, useradd would write to the machine's own /var/log/lastlog.
        useradd --system --user-group --no-create-home --no-log-init --home-dir "$home" --shell /bin/sh --password '*' "$account"
        chown "$account:$account" "$home"
    done
    usermod --append --groups libvirt user
}

make_home() {
    local ssh=$LAB_HOME/.ssh box
    mkdir -p "$ssh"
    chmod 700 "$LAB_HOME" "$ssh"
    install -m 600 "$LAB_CACHE"/keys/id_{rsa,ed25519} "$ssh/"
    install -m 644 "$LAB_CACHE"/keys/id_{rsa,ed25519}.pub "$ssh/"
    cat "$LAB_CACHE"/keys/*.pub >"$LAB_STATE/authorized_keys"
    chmod 644 "$LAB_STATE/authorized_keys"
    # BatchMode: the ssh that libvirt starts has nobody to ask.
    cat >"$ssh/config" <<'CONF'
Host linux-box dhcp-box 192.0.2.* 198.51.100.* 203.0.113.* 2001:db8::* *.test
    IdentityFile ~/.ssh/id_ed25519
    IdentitiesOnly yes
    BatchMode yes
CONF
    for box in linux-box dhcp-box; do
        sed "s|^|$box,$(box_address "$box") |; s| [^ ]*\$||" "$LAB_CACHE/keys/$box"/*.pub
    done >"$ssh/known_hosts"
    chmod 600 "$ssh/config" "$ssh/known_hosts"
}

box_address() { if [[ $1 == linux-box ]]; then printf '%s' "$LINUX_BOX"; else printf '%s' "$DHCP_BOX"; fi; }

start_sshd() {
    local box dir key
    rm -rf /etc/ssh/sshd_config.d
    for box in linux-box dhcp-box; do
        dir=/etc/ssh/$box
        mkdir "$dir"
        install -m 600 "$LAB_CACHE/keys/$box"/*_key "$dir/"
        {
            for key in "$dir"/*_key; do printf 'HostKey %s\n' "$key"; done
            cat <<CONF
ListenAddress $(box_address "$box")
PidFile none
UsePAM no
UseDNS no
PasswordAuthentication no
KbdInteractiveAuthentication no
AuthorizedKeysFile $LAB_STATE/authorized_keys
AllowUsers ${LAB_ACCOUNTS[*]}
MaxStartups 200
MaxSessions 200
PrintMotd no
PrintLastLog no
Subsystem sftp internal-sftp
CONF
        } >"$dir/sshd_config"
        # From 9.8 on OpenSSH refuses an address for a while that often connects without logging in. In here all clients
        # have the same one, and looking whether the server is up counts. Older ones do not know the option.
        if /usr/sbin/sshd -t -f "$dir/sshd_config" -o PerSourcePenalties=no 2>/dev/null; then
            printf 'PerSourcePenalties no\n' >>"$dir/sshd_config"
        fi
        /usr/sbin/sshd -f "$dir/sshd_config" -E "$LAB_STATE/log/sshd-$box"
    done
}
