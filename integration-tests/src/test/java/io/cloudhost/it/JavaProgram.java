package io.cloudhost.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A program of these tests in a process of its own, which is killed when this is closed. It says what it has to say in
 * lines with a mark, since others print as well, and waits for a line where it wants to be told to go on.
 *
 * @param process the process
 * @param output what it prints
 */
record JavaProgram(Process process, BufferedReader output) implements AutoCloseable {

    /** What the lines begin with that are meant for the test. */
    static final String MARK = "test: ";

    /**
     * Starts a program.
     *
     * @param classPath what to find before the class path of the tests; null for nothing
     */
    static JavaProgram start(String classPath, Class<?> program, String... arguments) {
        String tests = System.getProperty("java.class.path");
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Duser.home=" + System.getProperty("user.home"),
                "-cp",
                classPath == null ? tests : classPath + ":" + tests,
                program.getName()));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new JavaProgram(process, process.inputReader());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the next line that is meant for the test; empty when the program has ended. */
    Optional<String> next() {
        try {
            String line = output.readLine();
            while (line != null && !line.startsWith(MARK)) {
                line = output.readLine();
            }
            return Optional.ofNullable(line).map(marked -> marked.substring(MARK.length()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells it to go on. */
    void goOn() {
        try {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With SIGKILL, so that nothing in the process can notice. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    /** Says something to the test; called by the program. */
    static void say(String text) {
        System.out.println(MARK + text);
    }

    /** Waits until the test tells to go on; called by the program. */
    static void await() {
        try {
            if (System.in.read() != '\n') {
                throw new IllegalStateException("nobody tells to go on");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
