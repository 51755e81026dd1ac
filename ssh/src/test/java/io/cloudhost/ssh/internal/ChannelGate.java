package io.cloudhost.ssh.internal;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.client.future.DefaultOpenFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.channel.ChannelSessionFactory;

/** Opens channels for commands, unless a test says otherwise. */
final class ChannelGate extends ChannelSessionFactory {

    private final Map<Session, AtomicInteger> counts = new ConcurrentHashMap<>();
    private volatile int limit = Integer.MAX_VALUE;
    private volatile Set<? extends Session> ignored = Set.of();

    void openAtATime(int count) {
        limit = count;
    }

    void ignore(Set<? extends Session> sessions) {
        ignored = sessions;
    }

    int open() {
        return counts.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    @Override
    public Channel createChannel(Session session) {
        return new GatedChannel(counts.computeIfAbsent(session, key -> new AtomicInteger()));
    }

    private final class GatedChannel extends ChannelSession {

        private final AtomicInteger count;
        private final AtomicBoolean counted = new AtomicBoolean();

        GatedChannel(AtomicInteger count) {
            this.count = count;
        }

        @Override
        protected OpenFuture doInit(Buffer buffer) {
            if (ignored.contains(getSession())) {
                return new DefaultOpenFuture(this, this);
            }
            counted.set(true);
            if (count.incrementAndGet() > limit) {
                OpenFuture refused = new DefaultOpenFuture(this, this);
                refused.setException(new SshChannelOpenException(
                        getChannelId(), SshConstants.SSH_OPEN_ADMINISTRATIVELY_PROHIBITED, "too many"));
                return refused;
            }
            return super.doInit(buffer);
        }

        @Override
        protected void preClose() {
            // It may be closed a second time, less gently.
            if (counted.getAndSet(false)) {
                count.decrementAndGet();
            }
            super.preClose();
        }
    }
}
