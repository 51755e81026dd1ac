package io.cloudhost.api.internal;

import io.cloudhost.core.spi.Readiness;
import io.cloudhost.core.spi.ReadinessCheck;
import io.cloudhost.core.spi.ReadinessRequest;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.Proxy;
import java.net.URL;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Asks a web server, and looks at the status of the answer alone. */
final class HttpCheck implements ReadinessCheck {

    private final HttpCheckProvider.Scheme scheme;
    private final int port;
    private final String path;
    private final int status;

    /** The look that goes on, for {@link #close()}: a server that sends byte after byte would hold it for ever. */
    private volatile @Nullable HttpURLConnection current;

    HttpCheck(HttpCheckProvider.Scheme scheme, int port, String path, int status) {
        this.scheme = scheme;
        this.port = port;
        this.path = path;
        this.status = status;
    }

    @Override
    public String description() {
        return protocol() + " " + path + " on port " + port + " with status " + status;
    }

    @Override
    public Readiness look(ReadinessRequest request) {
        HttpURLConnection connection = null;
        try {
            connection = open(request);
            current = connection;
            int answered = connection.getResponseCode();
            if (answered < 0) {
                return Readiness.notYet("the answer is no HTTP");
            }
            return answered == status ? Readiness.ready("status " + answered) : Readiness.notYet("status " + answered);
        } catch (IOException e) {
            return Readiness.notYet(e.getMessage() == null ? e.toString() : e.getMessage());
        } finally {
            current = null;
            if (connection != null) {
                connection.disconnect();
            }
        }
    }

    @Override
    public void close() {
        HttpURLConnection connection = current;
        if (connection != null) {
            connection.disconnect();
        }
    }

    /** The machine is reached directly, whatever proxy the JVM has for the world. */
    private HttpURLConnection open(ReadinessRequest request) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url(request).openConnection(Proxy.NO_PROXY);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestProperty("Connection", "close");
        int limit = LookLimit.milliseconds(request.remaining());
        connection.setConnectTimeout(limit);
        connection.setReadTimeout(limit);
        return connection;
    }

    private URL url(ReadinessRequest request) throws MalformedURLException {
        String host = request.endpoint().hostName();
        return new URL(protocol(), host, request.endpoint().port(port), path);
    }

    private String protocol() {
        return scheme.name().toLowerCase(Locale.ROOT);
    }
}
