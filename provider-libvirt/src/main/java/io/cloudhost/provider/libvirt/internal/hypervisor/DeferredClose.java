package io.cloudhost.provider.libvirt.internal.hypervisor;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a connection open until the last call over it has ended. A call within libvirt can be neither interrupted nor given
 * a limit, so that a close cannot wait for it; and one whose connection is closed under it can end the process.
 */
final class DeferredClose implements InvocationHandler {

    private final Hypervisor hypervisor;
    private final ConnectionUrl url;

    /** The calls that are under way, and one more until it is closed. */
    private int users = 1;

    private boolean closed;

    private DeferredClose(Hypervisor hypervisor, ConnectionUrl url) {
        this.hypervisor = hypervisor;
        this.url = url;
    }

    /** Returns the same hypervisor, whose last call closes it where its close comes earlier. */
    static Hypervisor of(Hypervisor hypervisor, ConnectionUrl url) {
        return (Hypervisor) Proxy.newProxyInstance(
                Hypervisor.class.getClassLoader(),
                new Class<?>[] {Hypervisor.class},
                new DeferredClose(hypervisor, url));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        return switch (method.getName()) {
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "hypervisor at " + url;
            case "close" -> {
                close();
                yield null;
            }
            case "isAlive" -> begin() && (boolean) run(method, arguments);
            default -> {
                if (!begin()) {
                    throw new HypervisorException("cannot ask libvirt at " + url + ": the connection is closed", null);
                }
                yield run(method, arguments);
            }
        };
    }

    private Object run(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(hypervisor, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        } finally {
            end();
        }
    }

    private synchronized boolean begin() {
        if (!closed) {
            users++;
        }
        return !closed;
    }

    private void end() {
        if (isLast()) {
            hypervisor.close();
        }
    }

    private synchronized boolean isLast() {
        users--;
        return users == 0;
    }

    private void close() {
        if (isFirstClose()) {
            end();
        }
    }

    private synchronized boolean isFirstClose() {
        boolean first = !closed;
        closed = true;
        return first;
    }
}
