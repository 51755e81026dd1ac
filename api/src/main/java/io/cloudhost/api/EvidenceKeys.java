package io.cloudhost.api;

import io.cloudhost.core.evidence.EvidenceTerms;
import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;

/** The keys of a host's section {@code evidence}. */
final class EvidenceKeys {

    static final String SECTION = "evidence";

    static final SettingKey<Path> FOLDER = SettingKey.scalar(
                    "folder",
                    "path of a folder",
                    "Where evidence goes, into a new folder each time. A relative path begins at the folder that the process runs in.",
                    EvidenceKeys::path)
            .example("build/evidence");

    static final SettingKey<Boolean> ON_FAILURE = SettingKey.flag(
                    "onFailure", "Whether a setup that fails leaves evidence. A test can ask for it in any case.")
            .example("false");

    static final SettingKey<Duration> TIMEOUT = SettingKey.timeLimit(
                    "timeout", "How long gathering evidence may take; what cannot be had by then is left out.")
            .example("60");

    static final SettingsSchema SCHEMA = SettingsSchema.of(FOLDER, ON_FAILURE, TIMEOUT);

    private EvidenceKeys() {}

    /**
     * Reads the terms of a host.
     *
     * @param host its settings over the defaults
     * @param workingDirectory where a relative path begins
     */
    static EvidenceTerms terms(Settings host, Path workingDirectory) {
        Settings section = host.section(SECTION);
        Path folder = workingDirectory.resolve(section.get(FOLDER));
        return new EvidenceTerms(section.get(ON_FAILURE), folder, section.get(TIMEOUT));
    }

    private static Path path(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("must not be empty");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("not a path: " + e.getReason(), e);
        }
    }
}
