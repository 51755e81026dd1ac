package io.cloudhost.provider.libvirt.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.core.spi.HostPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A clone is valid where its base is. */
@SchemasInstalled
class SchemaTest {

    private final List<CorpusFile> bases =
            CorpusFile.all().stream().filter(file -> !file.isBeyondTheSchema()).toList();

    @TempDir
    private Path folder;

    @Test
    void acceptsBasesAndTheirClones() throws IOException, InterruptedException {
        assertAccepted(new Plans());
    }

    @Test
    void acceptsClonesThatAreToldTheirNames() throws IOException, InterruptedException {
        assertAccepted(Plans.naming());
    }

    @Test
    void doesNotAcceptWhatIsBeyondTheSchema() throws IOException, InterruptedException {
        List<Path> files = CorpusFile.all().stream()
                .filter(CorpusFile::isBeyondTheSchema)
                .map(CorpusFile::path)
                .toList();

        assertThat(files).isNotEmpty();
        assertThat(Xmllint.complaints(files, folder.resolve("output")))
                .containsAll(
                        files.stream().map(file -> file + " fails to validate").toList());
    }

    private void assertAccepted(Plans plans) throws IOException, InterruptedException {
        List<Path> files = new ArrayList<>();
        for (CorpusFile base : bases) {
            files.add(base.path());
            HostPlan plan = plans.of(base.xml());
            if (!plan.isRefused()) {
                files.add(Files.writeString(folder.resolve("clone-of-" + base.name()), plan.description()));
                HostPlan second = plans.of(plan.description());
                files.add(Files.writeString(folder.resolve("clone-of-clone-of-" + base.name()), second.description()));
            }
        }

        assertThat(files).hasSizeGreaterThan(bases.size());
        assertThat(Xmllint.complaints(files, folder.resolve("output"))).isEmpty();
    }
}
