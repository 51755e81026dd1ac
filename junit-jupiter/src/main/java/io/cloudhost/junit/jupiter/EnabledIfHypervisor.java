package io.cloudhost.junit.jupiter;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Run a test, or the tests of a class, only where hosts can be made. Elsewhere it is skipped, and the reason says why: a label is
 * not configured, or its hypervisor cannot be reached, or does not answer within 20 seconds.
 *
 * <p>A label that is configured in a way that cannot work fails the test: who made a mistake is to hear of it. Each label's
 * hypervisor is asked once in a run. Needs no {@link CloudHostTest}; its settings hold here too. Subclasses inherit it, unless they
 * have one of their own.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@ExtendWith(HypervisorCondition.class)
public @interface EnabledIfHypervisor {

    /**
     * Return the labels of the hosts that must be possible.
     *
     * @return at least one label
     */
    String[] value();
}
