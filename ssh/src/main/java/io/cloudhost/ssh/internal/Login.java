package io.cloudhost.ssh.internal;

import io.cloudhost.core.settings.Secret;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Hold what the settings say of logging in to one server.
 *
 * @param user whom to log in as
 * @param password the account's password
 * @param privateKeyFile the file with the private key
 * @param passphrase what opens that key
 * @param source where all that stands, which messages tell
 */
public record Login(
        String user,
        Optional<Secret> password,
        Optional<Path> privateKeyFile,
        Optional<Secret> passphrase,
        Source source) {

    /** Where the parts of a login stand. */
    public enum Source {
        /** In a URL. */
        URL("the URL", "add &passphrase=... to the URL"),
        /** Each under a key of its own. */
        SECTION("the section", "set passphrase");

        private final String place;
        private final String passphraseRemedy;

        Source(String place, String passphraseRemedy) {
            this.place = place;
            this.passphraseRemedy = passphraseRemedy;
        }

        String place() {
            return place;
        }

        String passphraseRemedy() {
            return passphraseRemedy;
        }
    }
}
