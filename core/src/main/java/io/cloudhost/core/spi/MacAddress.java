package io.cloudhost.core.spi;

import java.util.Locale;
import java.util.regex.Pattern;

/** Hold the address of a network interface. Equal addresses are equal however they were written. */
public record MacAddress(String value) {

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}");

    /**
     * Create an address.
     *
     * @param value six pairs of hexadecimal digits with colons or dashes between them; kept in lower case, with colons
     * @throws IllegalArgumentException when it is not of that form
     */
    public MacAddress {
        String canonical = value.toLowerCase(Locale.ROOT).replace('-', ':');
        if (!FORM.matcher(canonical).matches()) {
            throw new IllegalArgumentException("not a MAC address: " + value);
        }
        value = canonical;
    }

    /**
     * Return the address in its usual form.
     *
     * @return e.g. {@code 52:54:00:12:34:56}
     */
    @Override
    public String toString() {
        return value;
    }
}
