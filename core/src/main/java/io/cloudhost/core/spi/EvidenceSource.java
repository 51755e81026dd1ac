package io.cloudhost.core.spi;

import java.util.List;

/** Offer what a provider knows of one host. Implemented by providers, asked at any time from any thread. */
public interface EvidenceSource {

    /** What a provider has that knows nothing. */
    EvidenceSource NONE = new EvidenceSource() {
        @Override
        public List<EvidenceItem> items() {
            return List.of();
        }

        @Override
        public List<String> lastConsoleLines(int most) {
            return List.of();
        }
    };

    /**
     * Return the files that there are to gather at this moment, the most telling first. Asks nobody yet.
     *
     * @return the files; also those of which only the reason can be told why they cannot be had
     */
    List<EvidenceItem> items();

    /**
     * Return the end of what the machine wrote to its console. Asks nobody.
     *
     * @param most how many lines at most
     * @return the lines without control sequences; empty where nothing was recorded
     */
    List<String> lastConsoleLines(int most);
}
