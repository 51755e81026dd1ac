package io.cloudhost.junit.jupiter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Where tests publish files: by reflection, since these tests are compiled with a JUnit that knows nothing of it. */
final class OutputFolder {

    private static final Optional<Method> OFFER = Arrays.stream(EngineTestKit.Builder.class.getMethods())
            .filter(method ->
                    List.of("outputDirectoryCreator", "outputDirectoryProvider").contains(method.getName()))
            .findFirst();

    private final Path root;

    private OutputFolder(Path root) {
        this.root = root;
    }

    static OutputFolder create() {
        try {
            return new OutputFolder(Files.createTempDirectory(Files.createDirectories(Path.of("target")), "published"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells whether this JUnit can publish files. */
    static boolean isKnownToJUnit() {
        return OFFER.isPresent();
    }

    void offerTo(EngineTestKit.Builder builder) {
        OFFER.ifPresent(method -> {
            Class<?> type = method.getParameterTypes()[0];
            Object creator = Proxy.newProxyInstance(
                    type.getClassLoader(),
                    new Class<?>[] {type},
                    (proxy, called, arguments) -> called.getName().equals("getRootDirectory")
                            ? root
                            : Files.createTempDirectory(root, "test"));
            try {
                method.invoke(builder, creator);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Returns the files of a name. */
    List<Path> files(String name) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.endsWith(name)).toList();
        }
    }
}
