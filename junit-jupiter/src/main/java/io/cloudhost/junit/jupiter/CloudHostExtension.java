package io.cloudhost.junit.jupiter;

import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/**
 * What {@link CloudHostTest} stands for. Sets up, before a class and before each test, all that is asked for there at once, so that
 * parameters are resolved with hosts that are up. Has no state: JUnit's stores hold the hosts, and end them.
 */
final class CloudHostExtension
        implements BeforeAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                AfterAllCallback,
                ParameterResolver,
                InvocationInterceptor {

    @Override
    public void beforeAll(ExtensionContext context) {
        Class<?> testClass = context.getRequiredTestClass();
        List<HostField> fields = HostField.of(testClass).stream()
                .filter(field -> field.isStatic() || (context.getTestInstance().isPresent() && !field.isForEachTest()))
                .toList();
        fields.forEach(field -> refuseToShareWithSubclasses(field, context));
        TestHosts hosts = TestHosts.of(context);
        hosts.setUp(Stream.concat(
                        fields.stream().map(HostField::request), parameters(testClass, BeforeAll.class, AfterAll.class))
                .toList());
        for (HostField field : fields) {
            field.set(context.getTestInstance().orElse(null), hosts.find(field.request()));
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        List<Object> instances = context.getRequiredTestInstances().getAllInstances();
        List<HostRequest> requests = new ArrayList<>(HostRequest.of(context.getRequiredTestMethod()));
        for (Object instance : instances) {
            ofInstances(instance).forEach(field -> {
                refuseToShareWithTests(field, instance, context);
                requests.add(field.request());
            });
            parameters(instance.getClass(), BeforeEach.class, AfterEach.class).forEach(requests::add);
        }
        TestHosts hosts = TestHosts.of(context);
        hosts.setUp(requests);
        for (Object instance : instances) {
            ofInstances(instance).forEach(field -> field.set(instance, hosts.find(field.request())));
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        gatherEvidence(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        gatherEvidence(context);
    }

    /** A dynamic test has no callbacks of its own. */
    @Override
    public void interceptDynamicTest(
            Invocation<Void> invocation, DynamicTestInvocationContext test, ExtensionContext context) throws Throwable {
        try {
            invocation.proceed();
        } catch (Throwable e) {
            new Evidence(context)
                    .gather(e, TestHosts.of(Contexts.ofTest(context)).used());
            throw e;
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.isAnnotated(Host.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        TestHosts hosts = TestHosts.of(context);
        // All at once. A constructor's are not up yet, all others are.
        hosts.setUp(HostRequest.of(parameter.getDeclaringExecutable()));
        HostRequest request = HostRequest.of(parameter.getParameter()).orElseThrow();
        return hosts.find(request).as(parameter.getParameter().getType());
    }

    private static void gatherEvidence(ExtensionContext context) {
        context.getExecutionException()
                .ifPresent(failure -> new Evidence(context)
                        .gather(failure, TestHosts.of(context).used()));
    }

    private static void refuseToShareWithSubclasses(HostField field, ExtensionContext context) {
        boolean inherited = field.field().getDeclaringClass() != context.getRequiredTestClass();
        if (field.isStatic()
                && inherited
                && field.request().scope() != HostScope.SUITE
                && Contexts.isConcurrent(context)) {
            throw field.explainSharing(
                    "classes that extend " + field.field().getDeclaringClass().getSimpleName());
        }
    }

    private static void refuseToShareWithTests(HostField field, Object instance, ExtensionContext context) {
        if (field.isForEachTest() && isSharedByConcurrentTests(instance, context)) {
            throw field.explainSharing("the tests of " + instance.getClass().getSimpleName());
        }
    }

    /** Tests of nested classes share the instances around them, and run concurrently also where only their classes do. */
    private static boolean isSharedByConcurrentTests(Object instance, ExtensionContext context) {
        Predicate<ExtensionContext> isOfInstance =
                each -> each.getTestMethod().isEmpty() && each.getRequiredTestClass() == instance.getClass();
        return Contexts.around(context)
                        .filter(isOfInstance)
                        .anyMatch(each -> each.getTestInstanceLifecycle().equals(Optional.of(Lifecycle.PER_CLASS)))
                && Contexts.around(context).takeWhile(isOfInstance.negate()).anyMatch(Contexts::isConcurrent);
    }

    private static Stream<HostField> ofInstances(Object instance) {
        return HostField.of(instance.getClass()).stream().filter(field -> !field.isStatic());
    }

    private static Stream<HostRequest> parameters(
            Class<?> testClass, Class<? extends Annotation> before, Class<? extends Annotation> after) {
        return Stream.of(before, after)
                .flatMap(kind ->
                        AnnotationSupport.findAnnotatedMethods(testClass, kind, HierarchyTraversalMode.TOP_DOWN)
                                .stream())
                .flatMap(method -> HostRequest.of(method).stream());
    }
}
