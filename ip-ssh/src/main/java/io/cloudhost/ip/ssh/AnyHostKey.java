package io.cloudhost.ip.ssh;

import java.security.PublicKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes every server for the right one, because the user said so; says at each connection what that means. */
final class AnyHostKey extends HostKeyCheck {

    private static final Logger LOG = LoggerFactory.getLogger(AnyHostKey.class);

    private final String setting;

    AnyHostKey(SshUrl url, String setting) {
        super(url);
        this.setting = setting;
    }

    @Override
    void check(SshUrl server, PublicKey key) {
        LOG.warn(
                "The host key of the SSH server {} ({}) is not verified, because of {} = {}: whoever answers in its place"
                        + " gets the password and decides the address",
                server.server(),
                Fingerprint.of(key),
                setting,
                HostKeySetting.ANY);
    }
}
