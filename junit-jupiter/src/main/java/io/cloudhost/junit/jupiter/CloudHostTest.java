package io.cloudhost.junit.jupiter;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Give the tests of a class the hosts that they ask for with {@link Host}.
 *
 * <pre>{@code
 * @CloudHostTest
 * class FirstTest {
 *
 *     @Test
 *     void isThere(@Host("nat_host") CloudHost host) throws IOException {
 *         assertTrue(InetAddress.getByName(host.getHostName()).isReachable(10_000));
 *     }
 * }
 * }</pre>
 *
 * <p>The hosts are those of {@link io.cloudhost.api.CloudHosts#load()}, with the {@link #settings()} over the files. What a test,
 * or a class, needs is set up in parallel before it begins, as many at a time as {@link io.cloudhost.api.CloudHosts#startAll} has, and torn
 * down in parallel after it. A setup that fails fails the test with the exception of the host, and ends those that only this test needs.
 * A teardown that fails fails the test too; where the test itself has failed, that of the teardown is suppressed.
 *
 * <p>When a test fails, {@linkplain io.cloudhost.core.HostEvidence evidence} of all hosts that it uses is gathered before any is torn
 * down. The folder is published as a report entry, {@code cloudhost.evidence}, with the host in {@code cloudhost.host}, and from
 * JUnit 5.12 on as a directory too. The evidence of a setup that failed is published in the same way.
 *
 * <p>Subclasses and {@link org.junit.jupiter.api.Nested} classes need not repeat the annotation. Tests may run concurrently.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@ExtendWith(CloudHostExtension.class)
public @interface CloudHostTest {

    /**
     * Return settings for this class that win over those of the files, though not over system properties.
     *
     * <p>Those of superclasses, of interfaces and of enclosing classes hold too, and win less. Classes with different settings share no host.
     *
     * @return HOCON, e.g. {@code nat_host.expiry = 5m}; several are lines of one text
     */
    String[] settings() default {};
}
