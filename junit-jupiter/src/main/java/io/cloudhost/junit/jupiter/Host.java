package io.cloudhost.junit.jupiter;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Ask for a host that is up: on a field, or on a parameter of a test, of a method that runs before or after tests, or of a
 * constructor. The class, or one that it extends or is nested in, has {@link CloudHostTest}.
 *
 * <p>The type is {@link io.cloudhost.core.CloudHost}, or that of something else that the host can do, as
 * {@link io.cloudhost.core.GuestShell} and {@link io.cloudhost.core.Console}: see
 * {@link io.cloudhost.core.CloudHost#capability}.
 *
 * <p>Who asks for the same label and {@link #name()} in the same scope gets the same host. Fields may be private, but not final; a
 * field of an instance is set before {@link org.junit.jupiter.api.BeforeEach} methods, and before
 * {@link org.junit.jupiter.api.BeforeAll} methods too where the class has one instance for all tests and the host is not a
 * test's own. In such a class, tests that run concurrently take a test's own host as a parameter: a field would be theirs
 * together, and is refused.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER})
public @interface Host {

    /**
     * Return the host's label.
     *
     * @return the name of its section in the configuration
     */
    String value();

    /**
     * Return what tells this host from others of its label in the same scope.
     *
     * @return any name; each is another host
     */
    String name() default "";

    /**
     * Return how long the host lives, and who shares it.
     *
     * @return the scope
     */
    HostScope scope() default HostScope.BY_PLACE;
}
