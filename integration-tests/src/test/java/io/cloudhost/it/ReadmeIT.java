package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The first thing that a newcomer copies runs, with the hosts of the lab. */
class ReadmeIT {

    private static final Path ROOT = Path.of(System.getProperty("project.root"));

    @TempDir
    Path project;

    @Test
    void theFirstTestIsGreen() throws Exception {
        compile(Readme.block("java"));
        Files.copy(ROOT.resolve("lab/cloudhost.conf"), project.resolve("cloudhost.conf"));
        Thread thread = Thread.currentThread();
        ClassLoader usual = thread.getContextClassLoader();

        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {project.toUri().toURL()}, usual)) {
            thread.setContextClassLoader(loader);
            EngineTestKit.engine("junit-jupiter")
                    .selectors(selectClass(loader.loadClass("FirstTest")))
                    .execute()
                    .testEvents()
                    .assertStatistics(statistics -> statistics.started(1).succeeded(1));
        } finally {
            thread.setContextClassLoader(usual);
        }
        assertThat(Virsh.clonesOf("nat_host")).isEmpty();
    }

    private void compile(String source) throws IOException {
        Path file = Files.writeString(project.resolve("FirstTest.java"), source);
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", project.toString(), "-Xlint:all", "-Werror", file.toString());
        assertThat(status).isZero();
    }
}
