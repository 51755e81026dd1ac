package io.cloudhost.provider.libvirt.internal.hypervisor;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Hold the URL of a hypervisor, see <a href="https://libvirt.org/uri.html">libvirt's connection URIs</a>.
 *
 * @param text the URL as it was configured
 */
public record ConnectionUrl(String text) {

    private static final Pattern SCHEME = Pattern.compile("[a-z]+(\\+[a-z0-9]+)?");
    /** What means the same to a shell with and without quotes. */
    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

    /** Up to the last at sign before the query: passwords may have any character in them. */
    private static final Pattern PASSWORD = Pattern.compile("(//[^/@:\\[?]*):[^?]*@");

    /**
     * Check a URL.
     *
     * @param text the URL
     * @throws IllegalArgumentException when it is none; says what one looks like
     */
    public ConnectionUrl {
        try {
            if (PASSWORD.matcher(text).find()) {
                throw new IllegalArgumentException(
                        "has a password in it, which libvirt does not use. Remove it, and log in with a key");
            }
            URI uri = new URI(text);
            String scheme = uri.getScheme();
            if (scheme == null || !SCHEME.matcher(scheme).matches() || uri.isOpaque()) {
                throw malformed(null);
            }
        } catch (URISyntaxException e) {
            throw malformed(e);
        }
    }

    /**
     * Return the URL with a password in it masked.
     *
     * @param text a URL, valid or not
     * @return the text to show
     */
    public static String mask(String text) {
        return PASSWORD.matcher(text).replaceAll("$1:***@");
    }

    /**
     * Tell whether the hypervisor is sure to be this machine.
     *
     * @return false where the URL names a host, or a socket, behind which another machine or container may be
     */
    public boolean isLocal() {
        URI uri = URI.create(text);
        return uri.getAuthority() == null
                && (uri.getRawQuery() == null || !uri.getRawQuery().contains("socket="));
    }

    /**
     * Return the URL for people.
     *
     * @return the text, a password in it masked
     */
    @Override
    public String toString() {
        return mask(text);
    }

    /**
     * Return a command of virsh's at this hypervisor, for people: as a shell takes it.
     *
     * @param arguments what virsh is to do, e.g. {@code net-start} and {@code my_nat_network}
     * @return e.g. {@code virsh -c qemu:///system net-start my_nat_network}
     */
    public String virsh(String... arguments) {
        return Stream.concat(Stream.of("virsh", "-c", toString()), Stream.of(arguments))
                .map(ConnectionUrl::quoted)
                .collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** Returns who logs in there; empty where the URL does not say. */
    Optional<String> user() {
        return Optional.ofNullable(URI.create(text).getUserInfo());
    }

    /** Returns the URL to open: one that never waits for a person to type a password, unless it says that it may. */
    String toOpen() {
        URI uri = URI.create(text);
        String query = uri.getRawQuery();
        boolean overSsh = uri.getScheme().toLowerCase(Locale.ROOT).endsWith("+ssh");
        if (!overSsh || (query != null && query.contains("no_tty="))) {
            return text;
        }
        return text + (query == null ? "?" : "&") + "no_tty=1";
    }

    private static IllegalArgumentException malformed(@Nullable Throwable cause) {
        return new IllegalArgumentException(
                "not a libvirt connection URL. Write e.g. qemu:///system or qemu+ssh://user@linux-box/system", cause);
    }
}
