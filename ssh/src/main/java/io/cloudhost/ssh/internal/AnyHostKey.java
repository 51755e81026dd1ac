package io.cloudhost.ssh.internal;

import java.security.PublicKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes every server for the right one, because the user said so; says at each connection what that means. */
final class AnyHostKey extends HostKeyCheck {

    private static final Logger LOG = LoggerFactory.getLogger(AnyHostKey.class);

    private final String setting;
    private final String danger;

    /**
     * Creates a check.
     *
     * @param setting the name of the setting that says so
     * @param danger what whoever answers in the server's place may do
     */
    AnyHostKey(SshAddress server, String setting, String danger) {
        super(server);
        this.setting = setting;
        this.danger = danger;
    }

    @Override
    void check(SshAddress server, PublicKey key) {
        LOG.warn(
                "The host key of the SSH server {} ({}) is not verified, because of {} = {}: whoever answers in its place {}",
                server,
                Fingerprint.of(key),
                setting,
                HostKeySetting.ANY,
                danger);
    }
}
