package io.cloudhost.provider.libvirt.corpus;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips tests that validate domains where libvirt's schemas or the validator are not installed. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SchemasInstalled.Condition.class)
@interface SchemasInstalled {

    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (!Files.isReadable(Xmllint.SCHEMA)) {
                return ConditionEvaluationResult.disabled(
                        "libvirt's schemas are not installed: apt-get install libvirt0, or dnf install libvirt-libs");
            }
            if (!Xmllint.isInstalled()) {
                return ConditionEvaluationResult.disabled(
                        "xmllint is not installed: apt-get install libxml2-utils, or dnf install libxml2");
            }
            return ConditionEvaluationResult.enabled("libvirt's schemas and xmllint are installed");
        }
    }
}
