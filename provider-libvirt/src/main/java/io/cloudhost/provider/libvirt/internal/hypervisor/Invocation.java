package io.cloudhost.provider.libvirt.internal.hypervisor;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A call of a hypervisor, on its way through what stands before it. */
final class Invocation {

    private final Method method;
    private final Object[] arguments;

    private Invocation(Method method, Object[] arguments) {
        this.method = method;
        this.arguments = arguments;
    }

    /** Does something with a call, and returns or throws what it returns or throws. */
    @FunctionalInterface
    interface Handler {
        @Nullable
        Object handle(Invocation call) throws Throwable;
    }

    /** Returns a hypervisor whose calls go to {@code handler}, but for those that every object has. */
    static Hypervisor hypervisor(ConnectionUrl url, Handler handler) {
        return (Hypervisor) Proxy.newProxyInstance(
                Hypervisor.class.getClassLoader(), new Class<?>[] {Hypervisor.class}, (proxy, method, given) -> {
                    Object[] arguments = given == null ? new Object[0] : given;
                    return switch (method.getName()) {
                        case "equals" -> proxy == arguments[0];
                        case "hashCode" -> System.identityHashCode(proxy);
                        case "toString" -> "hypervisor at " + url;
                        default -> handler.handle(new Invocation(method, arguments));
                    };
                });
    }

    Method method() {
        return method;
    }

    String name() {
        return method.getName();
    }

    Object argument(int index) {
        return arguments[index];
    }

    boolean has(Object argument) {
        return Arrays.asList(arguments).contains(argument);
    }

    @Nullable
    Object on(Hypervisor hypervisor) throws Throwable {
        try {
            return method.invoke(hypervisor, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
