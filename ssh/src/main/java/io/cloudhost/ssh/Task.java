package io.cloudhost.ssh;

import java.io.IOException;
import java.time.Duration;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.connection.channel.direct.SessionFactory;

/** What is done in a machine over an open channel. Runs on a thread of its own, which is interrupted when it is given up. */
interface Task<T> {

    /**
     * Does it.
     *
     * @param session the channel, which is closed by the caller
     * @param more opens further ones
     */
    T on(Session session, SessionFactory more) throws IOException;

    /** Says that it took longer than it might. */
    String tooLong(String account, Duration limit);

    /** Says what is left to say when the connection is lost meanwhile; may be empty. */
    String afterLoss();
}
