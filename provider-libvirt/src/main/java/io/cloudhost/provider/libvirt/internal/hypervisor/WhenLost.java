package io.cloudhost.provider.libvirt.internal.hypervisor;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says of a method of {@link Hypervisor} what becomes of a call under which the connection is lost. Each has to. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface WhenLost {

    Then value();

    /** What becomes of the call. */
    enum Then {
        /** It is made once more over the connection that replaces the lost one: twice does the same as once. */
        REPEATED,
        /** It fails, since it may have been done or not, and done twice it would fail or do something else. */
        FAILS,
        /** Nothing: it does not go over the connection. */
        UNAFFECTED
    }
}
