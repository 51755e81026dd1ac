package io.cloudhost.junit.jupiter;

import io.cloudhost.core.CloudHostException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.function.ThrowingConsumer;

/** Hands a folder to JUnit to be published, which can do that since 5.12: called by reflection, since 5.10 will do. */
final class PublishedDirectory {

    private static final Optional<Method> PUBLISH = Arrays.stream(ExtensionContext.class.getMethods())
            .filter(method -> method.getName().equals("publishDirectory"))
            .filter(method -> List.of(method.getParameterTypes()).equals(List.of(String.class, ThrowingConsumer.class)))
            .findFirst();

    private PublishedDirectory() {}

    /** Publishes a copy under the folder's name; does nothing where JUnit cannot. */
    static void publish(ExtensionContext context, Path folder) {
        ThrowingConsumer<Path> copy = target -> copy(folder, target);
        PUBLISH.ifPresent(method -> {
            try {
                method.invoke(context, folder.getFileName().toString(), copy);
            } catch (InvocationTargetException e) {
                throw new CloudHostException(
                        "the evidence in " + folder + " cannot be published: " + e.getCause(), e.getCause());
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Evidence has no folders in its folder. */
    private static void copy(Path folder, Path target) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
        }
    }
}
