package io.cloudhost.core.evidence;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Say what a collection of evidence goes by.
 *
 * @param onFailure whether a setup that fails leaves evidence without being asked
 * @param parent the folder that gets one new folder for each collection; made when it is needed
 * @param limit how long a collection may take
 */
public record EvidenceTerms(boolean onFailure, Path parent, Duration limit) {}
