package io.cloudhost.provider.libvirt.corpus;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Finds what a clone shares with its base and must not, and what of the base it has lost.
 *
 * <p>Knows nothing of how clones are planned: it walks both documents and judges by what libvirt's format means. It looks
 * at what is written, so it cannot see two names of one file.
 */
final class CloneChecker {

    private static final List<Consumer<Comparison>> SHARING = List.of(
            IdentityCheck::check,
            AddressCheck::check,
            CharacterDeviceCheck::check,
            DiskCheck::check,
            HostResourceCheck::check,
            CommandLineCheck::check,
            InstanceCheck::check,
            PathCheck::check);

    /** The last one changes the documents. */
    private static final List<Consumer<Comparison>> FAITHFULNESS = List.of(FirmwareCheck::check, LossCheck::check);

    private CloneChecker() {}

    /**
     * Compares the two in every respect.
     *
     * @return what is wrong, e.g. {@code devices/disk[2]/source/@file is the base's: /x}; empty where nothing is
     */
    static List<String> violations(String base, String clone) {
        return check(base, clone, Stream.concat(SHARING.stream(), FAITHFULNESS.stream()));
    }

    /** Compares the two in every respect, where the clone has been told its name. */
    static List<String> violationsOfNamed(String base, String clone) {
        return check(
                base,
                clone,
                Stream.concat(
                        SHARING.stream(), Stream.concat(Stream.of(GuestNameCheck::check), FAITHFULNESS.stream())));
    }

    /** Compares a domain with one that is several clones away: what they share, and not what has changed on the way. */
    static List<String> shared(String base, String clone) {
        return check(base, clone, SHARING.stream());
    }

    private static List<String> check(String base, String clone, Stream<Consumer<Comparison>> checks) {
        Comparison comparison = new Comparison(Xml.parse(base), Xml.parse(clone));
        checks.forEach(check -> check.accept(comparison));
        return comparison.violations();
    }
}
