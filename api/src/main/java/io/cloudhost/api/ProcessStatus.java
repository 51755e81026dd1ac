package io.cloudhost.api;

import java.util.List;

/**
 * What Linux says of a process in {@code /proc/PID/stat}.
 *
 * @param id the process id
 * @param state a letter, e.g. {@code Z} where it has ended and nobody has asked how
 * @param threads how many threads are left of it
 * @param start when it began, in ticks since the boot
 */
record ProcessStatus(long id, char state, long threads, long start) {

    /** Where these fields are behind the name; proc(5) counts from 1, and the name is the second. */
    private static final int STATE = 0;

    private static final int THREADS = 17;
    private static final int START = 19;

    /**
     * Reads the line.
     *
     * @throws IllegalArgumentException when it is none
     */
    static ProcessStatus parse(String line) {
        // A name may have anything in it, spaces and parentheses too.
        int nameStart = line.indexOf('(');
        int nameEnd = line.lastIndexOf(')');
        List<String> fields = List.of(line.substring(nameEnd + 1).strip().split(" "));
        if (nameStart < 0 || nameEnd < nameStart || fields.size() <= START) {
            throw new IllegalArgumentException("not the status of a process: " + line);
        }
        return new ProcessStatus(
                Long.parseLong(line.substring(0, nameStart).strip()),
                fields.get(STATE).charAt(0),
                Long.parseLong(fields.get(THREADS)),
                Long.parseLong(fields.get(START)));
    }

    /** Tells whether nothing of it runs any more. Where only its first thread has ended, the others go on. */
    boolean hasEnded() {
        return state == 'X' || state == 'x' || (state == 'Z' && threads <= 1);
    }
}
