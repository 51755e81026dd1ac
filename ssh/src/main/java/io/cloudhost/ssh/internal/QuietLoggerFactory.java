package io.cloudhost.ssh.internal;

import net.schmizz.sshj.common.LoggerFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/**
 * Pass on what sshj logs as debug messages.
 *
 * <p>sshj logs a refused key or a lost connection as an error with its stack trace. Here these are outcomes,
 * which whoever uses it reports. Its trace messages are dropped: they have whole packets, passwords included.
 */
public final class QuietLoggerFactory implements LoggerFactory {

    @Override
    public Logger getLogger(String name) {
        return new QuietLogger(org.slf4j.LoggerFactory.getLogger(name));
    }

    @Override
    public Logger getLogger(Class<?> type) {
        return getLogger(type.getName());
    }

    private static final class QuietLogger extends LegacyAbstractLogger {

        private final transient Logger target;

        QuietLogger(Logger target) {
            this.target = target;
            this.name = target.getName();
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level,
                @Nullable Marker marker,
                String pattern,
                Object @Nullable [] arguments,
                @Nullable Throwable throwable) {
            target.debug(MessageFormatter.basicArrayFormat(pattern, arguments), throwable);
        }

        @Override
        protected @Nullable String getFullyQualifiedCallerName() {
            return null;
        }

        @Override
        public boolean isTraceEnabled() {
            return false;
        }

        @Override
        public boolean isDebugEnabled() {
            return target.isDebugEnabled();
        }

        @Override
        public boolean isInfoEnabled() {
            return target.isDebugEnabled();
        }

        @Override
        public boolean isWarnEnabled() {
            return target.isDebugEnabled();
        }

        @Override
        public boolean isErrorEnabled() {
            return target.isDebugEnabled();
        }
    }
}
