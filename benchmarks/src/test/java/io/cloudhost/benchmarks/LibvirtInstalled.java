package io.cloudhost.benchmarks;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips tests on libvirt's in-process driver where its client library is not installed. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LibvirtInstalled.Condition.class)
@interface LibvirtInstalled {

    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            try {
                com.sun.jna.NativeLibrary.getInstance("virt");
                return ConditionEvaluationResult.enabled("libvirt's client library is installed");
            } catch (UnsatisfiedLinkError e) {
                return ConditionEvaluationResult.disabled(
                        "libvirt's client library is not installed: apt-get install libvirt0, or dnf install libvirt-libs");
            }
        }
    }
}
