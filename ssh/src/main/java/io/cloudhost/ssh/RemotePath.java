package io.cloudhost.ssh;

import io.cloudhost.ssh.internal.Excerpt;
import io.cloudhost.ssh.internal.SshFailureException;

/**
 * A path in a machine: absolute, or from the folder in which the account's logins begin.
 *
 * @param text the path, which does not end with a slash
 */
record RemotePath(String text) {

    /** Reads what a caller gives. */
    static RemotePath of(String text) {
        String path = text.replaceFirst("(?<=.)/+$", "");
        if (path.isBlank() || path.indexOf('\0') >= 0) {
            throw SshFailureException.permanent("\"" + Excerpt.of(text) + "\" is no path", null);
        }
        return new RemotePath(path);
    }

    /** Reads what a caller gives as the path of something that is to be made. */
    static RemotePath ofNew(String text) {
        RemotePath path = of(text);
        String name = path.name();
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            throw SshFailureException.permanent(
                    "\"" + Excerpt.of(text) + "\" does not end with the name that the copy is to have", null);
        }
        return path;
    }

    RemotePath child(String name) {
        return new RemotePath(text.endsWith("/") ? text + name : text + "/" + name);
    }

    String name() {
        return text.substring(text.lastIndexOf('/') + 1);
    }

    /** Returns the folder as a path that stands for nothing else, be it there or not. */
    private String folder() {
        return text.substring(0, text.lastIndexOf('/') + 1) + ".";
    }

    /** Writes the path so that a shell takes it as one word, and a program as no option. */
    String quoted() {
        return quoted(text);
    }

    /** Writes the folder of what it names in the same way. */
    String quotedFolder() {
        return quoted(folder());
    }

    @Override
    public String toString() {
        return Excerpt.of(text);
    }

    private static String quoted(String path) {
        String noOption = path.startsWith("-") ? "./" + path : path;
        return "'" + noOption.replace("'", "'\\''") + "'";
    }
}
