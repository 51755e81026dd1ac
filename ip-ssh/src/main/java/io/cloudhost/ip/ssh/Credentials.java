package io.cloudhost.ip.ssh;

import io.cloudhost.core.settings.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.userauth.method.AuthKeyboardInteractive;
import net.schmizz.sshj.userauth.method.AuthMethod;
import net.schmizz.sshj.userauth.method.AuthPassword;
import net.schmizz.sshj.userauth.method.AuthPublickey;
import net.schmizz.sshj.userauth.method.PasswordResponseProvider;
import net.schmizz.sshj.userauth.password.PasswordFinder;
import net.schmizz.sshj.userauth.password.Resource;
import org.jspecify.annotations.Nullable;

/** What a login is tried with: keys, then a password. */
record Credentials(List<LoginKey> keys, Optional<Secret> password) {

    Credentials {
        keys = List.copyOf(keys);
    }

    /**
     * Reads what the URL names, or where it names nothing, those of the user's identities that exist and can be used.
     */
    static Credentials of(SshUrl url, List<Path> identities, Config config) throws UnusableKeyException {
        if (url.privateKeyFile().isPresent()) {
            LoginKey key = LoginKey.load(url.privateKeyFile().get(), url.passphrase(), config);
            return new Credentials(List.of(key), url.password());
        }
        if (url.password().isPresent()) {
            return new Credentials(List.of(), url.password());
        }
        return new Credentials(usable(identities, url.passphrase(), config), Optional.empty());
    }

    /** Fresh ones for each login: sshj's keep the state of one. */
    List<AuthMethod> methods() {
        List<AuthMethod> methods = new ArrayList<>();
        keys.forEach(key -> methods.add(new AuthPublickey(key.provider())));
        password.map(KnownPassword::new).ifPresent(finder -> {
            methods.add(new AuthPassword(finder));
            methods.add(new AuthKeyboardInteractive(new PasswordResponseProvider(finder)));
        });
        return methods;
    }

    /** Lists them for people, without secrets. */
    @Override
    public String toString() {
        StringJoiner list = new StringJoiner(", ");
        keys.forEach(key -> list.add(key.toString()));
        password.ifPresent(hidden -> list.add("the password from the URL"));
        return list.toString();
    }

    private static List<LoginKey> usable(List<Path> identities, Optional<Secret> passphrase, Config config)
            throws UnusableKeyException {
        List<LoginKey> keys = new ArrayList<>();
        StringJoiner problems = new StringJoiner("; ");
        for (Path file : identities) {
            if (Files.exists(file)) {
                try {
                    keys.add(LoginKey.load(file, passphrase, config));
                } catch (UnusableKeyException e) {
                    // One that cannot be used is in nobody's way while another one can.
                    problems.add(String.valueOf(e.getMessage()));
                }
            } else {
                problems.add("there is no " + file);
            }
        }
        if (keys.isEmpty()) {
            throw new UnusableKeyException(
                    "nothing to log in with: the URL has neither privateKeyFile nor password, and none of the "
                            + "identities can be used: " + problems,
                    null);
        }
        return keys;
    }

    private record KnownPassword(Secret password) implements PasswordFinder {

        @Override
        public char[] reqPassword(@Nullable Resource<?> resource) {
            return password.reveal().toCharArray();
        }

        @Override
        public boolean shouldRetry(@Nullable Resource<?> resource) {
            return false;
        }
    }
}
