package io.cloudhost.ssh.internal;

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

/**
 * Hold what a login is tried with: keys, then a password.
 *
 * @param keys the keys
 * @param password the password
 * @param source where the password stands, which messages tell
 */
public record Credentials(List<LoginKey> keys, Optional<Secret> password, Login.Source source) {

    /** Copy the list. */
    public Credentials {
        keys = List.copyOf(keys);
    }

    /**
     * Read what a login names, or where it names nothing, those of the user's identities that exist and can be used.
     *
     * @param login what the settings say
     * @param identities the user's identities
     * @param config knows the forms of keys
     * @return what there is
     * @throws UnusableKeyException when nothing is left to log in with
     */
    public static Credentials of(Login login, List<Path> identities, Config config) throws UnusableKeyException {
        if (login.privateKeyFile().isPresent()) {
            LoginKey key = LoginKey.load(login.privateKeyFile().get(), login, config);
            return new Credentials(List.of(key), login.password(), login.source());
        }
        if (login.password().isPresent()) {
            return new Credentials(List.of(), login.password(), login.source());
        }
        return new Credentials(usable(identities, login, config), Optional.empty(), login.source());
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
        password.ifPresent(hidden -> list.add("the password from " + source.place()));
        return list.toString();
    }

    private static List<LoginKey> usable(List<Path> identities, Login login, Config config)
            throws UnusableKeyException {
        List<LoginKey> keys = new ArrayList<>();
        StringJoiner problems = new StringJoiner("; ");
        for (Path file : identities) {
            if (Files.exists(file)) {
                try {
                    keys.add(LoginKey.load(file, login, config));
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
                    "nothing to log in with: " + login.source().place()
                            + " has neither privateKeyFile nor password, and none of the " + "identities can be used: "
                            + problems,
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
