package io.cloudhost.ssh;

import java.time.Duration;

/** How long to wait for something. */
interface Patience {

    /** Tells how long in all. */
    Duration limit();

    /** Tells how long from now, which may grow again; nothing or less when it is over. */
    Duration left();
}
