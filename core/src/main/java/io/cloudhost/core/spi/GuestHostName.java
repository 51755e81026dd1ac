package io.cloudhost.core.spi;

import java.util.Locale;
import java.util.regex.Pattern;

/** Hold the name of an instance as its guest can bear it: one label of a host name, which DHCP and DNS take from it. */
public record GuestHostName(String value) {

    private static final int LONGEST = 63;
    private static final Pattern FORM = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    /**
     * Create a name.
     *
     * @param value 1 to 63 lower-case letters, digits and hyphens, without a hyphen at either end
     * @throws IllegalArgumentException when it is not of that form
     */
    public GuestHostName {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a name that a guest can bear: " + value);
        }
    }

    /**
     * Turn an instance's name into one that its guest can bear.
     *
     * @param instanceName the name, e.g. {@code nat_host-4f2ad01c}. Upper case becomes lower case, each character that is
     *     neither letter of ASCII nor digit a hyphen. Of a name that is too long the end is kept, which tells it from others
     * @return the name, e.g. {@code nat-host-4f2ad01c}
     * @throws IllegalArgumentException when there is neither a letter nor a digit in what is kept
     */
    public static GuestHostName of(String instanceName) {
        String legal = instanceName.replaceAll("[^A-Za-z0-9]", "-").toLowerCase(Locale.ROOT);
        String end = legal.substring(Math.max(0, legal.length() - LONGEST));
        String name = end.replaceAll("^-+|-+$", "");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("no letter or digit that a guest's name could have: " + instanceName);
        }
        return new GuestHostName(name);
    }

    /**
     * Return the name as it is written.
     *
     * @return e.g. {@code nat-host-4f2ad01c}
     */
    @Override
    public String toString() {
        return value;
    }
}
