package io.cloudhost.provider.libvirt.internal.console;

import io.cloudhost.core.Console;
import io.cloudhost.provider.libvirt.internal.console.KeptBytes.Part;
import io.cloudhost.provider.libvirt.internal.hypervisor.ConsoleReceiver;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Record what one clone writes to its console. The beginning and the end are kept; remarks of ours, on lines of their own in
 * square brackets, say where something is missing. Thread-safe.
 *
 * <p>Each complete line goes to the logger {@code io.cloudhost.console.LABEL}, at DEBUG.
 */
public final class ConsoleRecording implements Console, ConsoleReceiver {

    /** The logger's name without the label. */
    private static final String LOGGER = "io.cloudhost.console.";

    /** Firmware and kernel of a guest that boots write some 50 KiB. */
    private static final int MOST_OF_BEGINNING = 1024 * 1024;

    private static final int MOST_OF_END = 3 * 1024 * 1024;

    /** Where last lines are looked for. */
    private static final int TAIL = 64 * 1024;

    /** In chars: what is longer is no line that people read. */
    private static final int LONGEST_LAST_LINE = 300;

    private static final byte NEW_LINE = '\n';

    private final Logger log;
    private final KeptBytes kept;
    private final LineLog lines;
    private byte last = NEW_LINE;
    private long received;
    private Optional<String> problem = Optional.empty();
    private boolean ended;

    /**
     * Create an empty recording, which may be followed at once.
     *
     * @param label the host's label
     */
    public ConsoleRecording(String label) {
        this(label, MOST_OF_BEGINNING, MOST_OF_END);
    }

    ConsoleRecording(String label, int mostOfBeginning, int mostOfEnd) {
        this.log = LoggerFactory.getLogger(LOGGER + label);
        this.kept = new KeptBytes(mostOfBeginning, mostOfEnd);
        this.lines = new LineLog(log::debug);
    }

    @Override
    public synchronized void received(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        received += bytes.length;
        add(bytes);
    }

    @Override
    public synchronized void reopened() {
        remark("the connection to libvirt was lost; what the machine wrote until it was replaced is missing");
    }

    @Override
    public synchronized void ended() {
        end();
    }

    @Override
    public synchronized void failed(String reason) {
        if (!ended) {
            problem = Optional.of("the console is not read any more; somebody may have taken it over, e.g. with"
                    + " 'virsh console --force': " + reason);
            problem.ifPresent(this::remark);
            end();
        }
    }

    /**
     * Say that there will be no recording.
     *
     * @param reason why
     */
    public synchronized void impossible(String reason) {
        problem = Optional.of("the console is not recorded: " + reason);
        problem.ifPresent(this::remark);
        end();
    }

    /** Say that nothing more comes, whatever has become of the machine. Idempotent. */
    public synchronized void end() {
        if (!ended) {
            ended = true;
            if (log.isDebugEnabled()) {
                lines.end();
            }
            notifyAll();
        }
    }

    @Override
    public synchronized Optional<String> problem() {
        return problem;
    }

    @Override
    public String text() {
        return textFrom(0);
    }

    private String textFrom(long position) {
        StringBuilder text = new StringBuilder();
        PartReader reader = new PartReader(position);
        for (Optional<Part> part = next(reader); part.isPresent(); part = next(reader)) {
            text.append(reader.read(part.get()));
        }
        return text.append(reader.end()).toString();
    }

    @Override
    public synchronized long received() {
        return received;
    }

    /**
     * Return the last lines of what the machine wrote, for a message. Looks at the last 64 KiB alone.
     *
     * @param most how many at most
     * @return the lines that are not blank, without control sequences; each that has more than 300 chars is cut, and ends
     *     with {@code [...]}. Empty where the machine wrote nothing
     */
    public List<String> lastLines(int most) {
        if (received() == 0) {
            return List.of();
        }
        List<String> all = textFrom(startOfTail())
                .lines()
                .map(ControlSequences::removedFrom)
                .map(String::stripTrailing)
                .filter(line -> !line.isEmpty())
                .toList();
        return all.subList(Math.max(0, all.size() - most), all.size()).stream()
                .map(ConsoleRecording::cut)
                .toList();
    }

    private synchronized long startOfTail() {
        return Math.max(0, kept.size() - TAIL);
    }

    private static String cut(String line) {
        if (line.length() <= LONGEST_LAST_LINE) {
            return line;
        }
        boolean splitsCharacter = Character.isHighSurrogate(line.charAt(LONGEST_LAST_LINE - 1));
        return line.substring(0, LONGEST_LAST_LINE - (splitsCharacter ? 1 : 0)) + " [...]";
    }

    @Override
    public Following follow(Consumer<String> receiver) {
        Follower follower = new Follower(this, receiver);
        follower.start();
        return follower;
    }

    /** Returns what comes next for a reader, if anything does at present. */
    synchronized Optional<Part> next(PartReader reader) {
        return reader.position() < kept.size() ? Optional.of(kept.from(reader.position())) : Optional.empty();
    }

    /** Waits until there is something more for a reader; returns empty when there never will be. */
    synchronized Optional<Part> await(PartReader reader) throws InterruptedException {
        while (reader.position() >= kept.size() && !ended) {
            wait();
        }
        return next(reader);
    }

    private void remark(String text) {
        add(((last == NEW_LINE ? "" : "\n") + "[cloudhost: " + text + "]\n").getBytes(StandardCharsets.UTF_8));
    }

    private void add(byte[] bytes) {
        last = bytes[bytes.length - 1];
        kept.add(bytes);
        if (log.isDebugEnabled()) {
            lines.add(bytes);
        }
        notifyAll();
    }
}
