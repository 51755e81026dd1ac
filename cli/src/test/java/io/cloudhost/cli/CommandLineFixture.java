package io.cloudhost.cli;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.core.Lifetime;
import io.cloudhost.core.spi.Expiry;
import io.cloudhost.core.spi.HostRecord;
import io.cloudhost.core.spi.Owner;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Runs command lines in this process, with a configuration, places and a clock of their own. */
final class CommandLineFixture {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    /** What came of a command line. The times that it measured are replaced by {@code T}. */
    record Result(int status, String out, String err) {}

    private final Path folder;
    private final FakeShutdownHooks hooks = new FakeShutdownHooks();
    private InputStream in = InputStream.nullInputStream();
    private Ansi ansi = Ansi.OFF;
    private OptionalInt columns = OptionalInt.empty();
    private boolean onATerminal;
    private volatile StringWriter out = new StringWriter();

    CommandLineFixture(Path folder) {
        this.folder = folder;
    }

    FakeShutdownHooks hooks() {
        return hooks;
    }

    /** Returns what the command that runs at the moment, or ran last, has printed so far. */
    String printed() {
        return out.toString();
    }

    CommandLineFixture coloured() {
        ansi = Ansi.ON;
        return this;
    }

    /** Lets the result go to a terminal. */
    CommandLineFixture wide(int width) {
        columns = OptionalInt.of(width);
        return this;
    }

    /** Returns what is seen of a command line on a terminal, each measured time replaced by {@code T}. */
    String seen(String command, String... arguments) {
        onATerminal = true;
        return new VirtualTerminal(80)
                .write(run(command, arguments).out())
                .text()
                .replaceAll(" +\\d+\\.\\d+ s", " T");
    }

    /** Pipes a text into the command. */
    CommandLineFixture piped(String text) {
        in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Adds a label with a place of its own. */
    HostFolder label(String label, String... settings) {
        Path place = createFolder("place-of-" + label);
        configure(label + " { folder = \"" + place + "\", " + String.join(", ", settings) + " }");
        return new HostFolder(place);
    }

    /** Adds a label whose place is not there. */
    void unreachable(String label) {
        configure(label + " { folder = \"" + folder.resolve("gone") + "\" }");
    }

    /** Adds a label with a typing mistake in one of its keys. */
    void mistyped(String label) {
        configure(label + " { folder = here, stup = work }");
    }

    /** Returns what is said of a label with a mistyped key in one line of the configuration. */
    String complaintOf(String label, int line) {
        return "cloudhost: " + label + ".stup (" + configFile() + ":" + line
                + "): unknown key. Did you mean 'setup'?\n";
    }

    void configure(String line) {
        try {
            List<String> lines =
                    new ArrayList<>(Files.exists(configFile()) ? Files.readAllLines(configFile()) : List.of());
            lines.add(line);
            Files.write(configFile(), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path configFile() {
        return folder.resolve("test.conf");
    }

    Result run(String command, String... arguments) {
        List<String> line =
                new ArrayList<>(List.of(command, "--config", configFile().toString()));
        line.addAll(List.of(arguments));
        return execute(line.toArray(String[]::new));
    }

    /** Returns the command line with nowhere to write, to look at what commands and options there are. */
    static CommandLine commandLine() {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        Terminal terminal = new Terminal(
                InputStream.nullInputStream(), nowhere, nowhere, Ansi.OFF, OptionalInt.empty(), Optional.empty());
        return CloudHostCommand.commandLine(terminal, Clock.systemUTC(), new FakeShutdownHooks());
    }

    Result execute(String... line) {
        out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = onATerminal
                ? new Terminal(
                        in,
                        new PrintWriter(out),
                        new PrintWriter(out),
                        ansi,
                        OptionalInt.of(80),
                        Optional.of(new LiveStyle(80, ansi)))
                : new Terminal(in, new PrintWriter(out), new PrintWriter(err), ansi, columns, Optional.empty());
        int status = CloudHostCommand.commandLine(terminal, Clock.fixed(NOW, ZoneOffset.UTC), hooks)
                .execute(line);
        return new Result(status, out.toString(), err.toString().replaceAll(" +\\d+\\.\\d\\d s", " T"));
    }

    /** Returns whose hosts the command makes, in another session than any command. */
    Owner self() {
        configure("");
        return CloudHosts.builder().configFile(configFile()).build().owner();
    }

    /** Returns somebody else's host. */
    static HostRecord host(String name, String label, Lifetime lifetime) {
        UUID session = UUID.fromString("6f0c9d4e-0000-4000-8000-000000000001");
        return host(name, label, lifetime, new Owner(session, "ada", "build-box", 4711));
    }

    static HostRecord host(String name, String label, Lifetime lifetime, Owner owner) {
        return new HostRecord(
                name,
                label,
                "tiny-base",
                owner,
                lifetime,
                NOW.minus(Duration.ofMinutes(5)),
                "running",
                Optional.of("198.51.100.7"),
                Optional.empty(),
                false);
    }

    /** Returns a host of somebody on another machine who vouches for it. */
    static HostRecord vouchedFor(String name, Instant until) {
        return with(host(name, "box", Lifetime.SESSION), Optional.of(new Expiry(until, Duration.ofMillis(1))), false);
    }

    /** Returns a host that somebody has begun to remove. */
    static HostRecord ending(HostRecord host) {
        return with(host, host.expiry(), true);
    }

    private static HostRecord with(HostRecord host, Optional<Expiry> expiry, boolean ending) {
        return new HostRecord(
                host.name(),
                host.label(),
                host.base(),
                host.owner(),
                host.lifetime(),
                host.created(),
                host.state(),
                host.address(),
                expiry,
                ending);
    }

    private Path createFolder(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
