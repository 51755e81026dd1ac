package io.cloudhost.it;

import java.util.List;

/** The lab's libvirtd, which can be ended and started again while guests run. */
final class Libvirtd {

    private Libvirtd() {}

    /** How a process is ended. */
    enum Signal {
        /** In order: those who listen are disconnected, and what is bound to them is ended. */
        TERM,
        /** Like a crash. */
        KILL
    }

    /** Ends it, starts another one, and waits until that answers. */
    static void restart(Signal signal) {
        Command.run(List.of(System.getProperty("project.root") + "/lab/restart-libvirtd", signal.name()))
                .orThrow();
    }
}
