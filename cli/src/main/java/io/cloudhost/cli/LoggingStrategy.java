package io.cloudhost.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParseResult;

/**
 * Sets logging up, then runs the command: warnings in one line each, or everything when people ask for it. Always on the
 * standard error.
 *
 * <p>In code, because a {@code logback.xml} costs every start the time of an XML parser.
 */
final class LoggingStrategy implements IExecutionStrategy {

    private static final String BRIEF = "cloudhost: %msg%nopex%n";
    private static final String DETAILED = "%d{HH:mm:ss.SSS} %-5level [%thread] %logger{36}: %msg%n";

    private final IExecutionStrategy next;

    LoggingStrategy(IExecutionStrategy next) {
        this.next = next;
    }

    @Override
    public int execute(ParseResult parsed) {
        Boolean verbose = parsed.commandSpec().findOption(CommonOptions.VERBOSE).getValue();
        configure(verbose);
        return next.execute(parsed);
    }

    private static void configure(boolean verbose) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();

        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(verbose ? DETAILED : BRIEF);
        encoder.start();

        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();

        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(verbose ? Level.DEBUG : Level.WARN);
        root.addAppender(appender);
    }
}
