package io.cloudhost.api.internal;

import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.ReadinessCheck;
import io.cloudhost.core.spi.ReadinessCheckProvider;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** Make checks that wait until a web server in the machine answers. */
public final class HttpCheckProvider implements ReadinessCheckProvider {

    /** Name how the server is spoken to. */
    enum Scheme {
        HTTP(80),
        HTTPS(443);

        final int port;

        Scheme(int port) {
            this.port = port;
        }
    }

    static final SettingKey<String> PATH = SettingKey.scalar(
                    "path", "path, may have a query", "What is asked for, e.g. /health.", HttpCheckProvider::path)
            .example("/health");

    static final SettingKey<Integer> STATUS = SettingKey.scalar(
                    "status",
                    "100 to 599",
                    "The status that the answer must have. Redirections are not followed.",
                    HttpCheckProvider::status)
            .example("204");

    static final SettingKey<Integer> PORT = SettingKey.port("port", "The port. Without it, 80, or 443 for https.")
            .example("8080");

    static final SettingKey<Scheme> SCHEME = SettingKey.choice(
                    "scheme",
                    "How the server is spoken to. With https, the JVM must trust its certificate.",
                    Scheme.class)
            .example("https");

    private static final Pattern STATUS_FORM = Pattern.compile("[1-5]\\d\\d");

    /** For the service loader. */
    public HttpCheckProvider() {}

    @Override
    public String name() {
        return "http";
    }

    @Override
    public SettingsSchema schema() {
        return SettingsSchema.of(PATH, STATUS, PORT, SCHEME);
    }

    @Override
    public SettingKey<?> mainKey() {
        return PATH;
    }

    @Override
    public ReadinessCheck create(Settings settings) {
        Scheme scheme = settings.get(SCHEME);
        return new HttpCheck(scheme, settings.find(PORT).orElse(scheme.port), settings.get(PATH), settings.get(STATUS));
    }

    private static String path(String text) {
        if (!text.startsWith("/") || text.startsWith("//")) {
            throw new IllegalArgumentException("must start with one /");
        }
        try {
            if (new URI(text).getRawFragment() != null) {
                throw new IllegalArgumentException("has a #, which no server is sent");
            }
            return text;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a path: " + e.getReason() + " at index " + e.getIndex(), e);
        }
    }

    private static int status(String text) {
        if (!STATUS_FORM.matcher(text.strip()).matches()) {
            throw new IllegalArgumentException("not a status of HTTP. They are 100 to 599");
        }
        return Integer.parseInt(text.strip());
    }
}
