package io.cloudhost.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.PrintWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParseResult;

/**
 * Sets logging up, then runs the command: warnings in one line each, or everything when people ask for it. Always among
 * the other lines of the standard error.
 *
 * <p>In code, because a {@code logback.xml} costs every start the time of an XML parser.
 */
final class LoggingStrategy implements IExecutionStrategy {

    private static final String BRIEF = "cloudhost: %msg%nopex%n";
    private static final String DETAILED = "%d{HH:mm:ss.SSS} %-5level [%thread] %logger{36}: %msg%n";

    private final PrintWriter lines;
    private final IExecutionStrategy next;

    /**
     * Creates it.
     *
     * @param lines takes the messages
     * @param next runs the command
     */
    LoggingStrategy(PrintWriter lines, IExecutionStrategy next) {
        this.lines = lines;
        this.next = next;
    }

    @Override
    public int execute(ParseResult parsed) {
        Boolean verbose = parsed.commandSpec().findOption(CommonOptions.VERBOSE).getValue();
        configure(verbose);
        return next.execute(parsed);
    }

    private void configure(boolean verbose) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();

        PatternLayout layout = new PatternLayout();
        layout.setContext(context);
        layout.setPattern(verbose ? DETAILED : BRIEF);
        layout.start();

        LineAppender appender = new LineAppender(layout, lines);
        appender.setContext(context);
        appender.start();

        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(verbose ? Level.DEBUG : Level.WARN);
        root.addAppender(appender);
    }

    /** Appends to lines that are shared with others. */
    private static final class LineAppender extends AppenderBase<ILoggingEvent> {

        private final PatternLayout layout;
        private final PrintWriter lines;

        LineAppender(PatternLayout layout, PrintWriter lines) {
            this.layout = layout;
            this.lines = lines;
        }

        @Override
        protected void append(ILoggingEvent event) {
            lines.print(layout.doLayout(event));
            lines.flush();
        }
    }
}
