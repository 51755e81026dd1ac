package io.cloudhost.ip.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloudhost.core.spi.AddressFamily;
import io.cloudhost.core.spi.IpLookupException;
import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandResultTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.1.35",
                " 10.0.1.35\n",
                "\r\n10.0.1.35\r\n",
                "10.0.1.35\n10.0.1.35\n",
                "10.0.1.35\n\n 10.0.1.35"
            })
    void oneAddressIsTheAddress(String output) {
        assertThat(address(output, "", 0)).contains("10.0.1.35");
    }

    @Test
    void addressMayBeIpv6() {
        assertThat(address("2001:db8::35\n", "", 0)).contains("2001:db8:0:0:0:0:0:35");
    }

    @Test
    void addressCountsWhateverElseWentWrong() {
        assertThat(address("10.0.1.35", "cut: write error", 127)).contains("10.0.1.35");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void nothingAtAllIsNotThereYet(int exitStatus) {
        assertThat(address("\n", " \n", exitStatus)).isEmpty();
    }

    @Test
    void complaintMayPass() {
        fails(
                "",
                "grep: leases: No such file or directory\n",
                0,
                false,
                "printed no address, but ended with status 0 and said: \"grep: leases: No such file or directory\"");
    }

    @Test
    void endByASignalMayPass() {
        fails("", "", null, false, "printed no address, but ended with a signal");
    }

    @Test
    void commandThatDoesNotExistNeverWorks() {
        fails(
                "",
                "sh: 1: gerp: not found",
                127,
                true,
                "printed no address, but ended with status 127 and said: \"sh: 1: gerp: not found\"");
    }

    @Test
    void commandThatCannotBeExecutedNeverWorks() {
        fails("", "", 126, true, "printed no address, but ended with status 126");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "10.0.1.355", "10.0.1.35 host", "1764000000 52:54:00:12:ab:cd"})
    void otherTextNeverIsAnAddressAndIsNotResolved(String output) {
        fails(output, "", 0, true, "printed what is not one address: \"" + output + "\"");
    }

    @Test
    void linesThatSayTheSameAddressInDifferentWaysAreOne() {
        assertThat(address("2001:db8::35\n2001:DB8:0:0::35\n", "", 0)).contains("2001:db8:0:0:0:0:0:35");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.1.35\n10.0.1.36\n", "10.0.1.36\n10.0.1.35\n10.0.1.36", "10.0.1.35\n2001:db8::35"})
    void ofSeveralAddressesNoneIsPickedInSilence(String output) {
        fails(
                output,
                "",
                0,
                true,
                "printed several addresses: \"" + output.strip().replace("\n", "\\n")
                        + "\". Which of them counts is for the command to say: it ends with | tail -n 1 where the last one is "
                        + "the newest");
    }

    @ParameterizedTest
    @CsvSource({"IPV4, 10.0.1.35", "IPV6, 2001:db8:0:0:0:0:0:35"})
    void ofSeveralAddressesTheOnlyOneOfTheFamilyIsTheAddress(AddressFamily family, String address) {
        assertThat(address("10.0.1.35\n2001:db8::35\n", "", 0, family)).contains(address);
    }

    @Test
    void ofSeveralAddressesOfTheFamilyNoneIsPickedInSilence() {
        fails(
                "10.0.1.35\n2001:db8::35\n10.0.1.36",
                "",
                0,
                AddressFamily.IPV4,
                true,
                "printed several addresses: \"10.0.1.35\\n2001:db8::35\\n10.0.1.36\". Which of them counts is for the "
                        + "command to say: it ends with | tail -n 1 where the last one is the newest");
    }

    @ParameterizedTest
    @CsvSource({
        "IPV4, 2001:db8::35, 'printed no IPv4 address, but \"2001:db8::35\"'",
        "IPV6, 10.0.1.35, 'printed no IPv6 address, but \"10.0.1.35\"'"
    })
    void addressOfTheFamilyMayStillCome(AddressFamily family, String output, String message) {
        fails(output, "", 0, family, false, message);
    }

    @Test
    void severalAddressesOfTheOtherFamilyMayPass() {
        fails(
                "10.0.1.35\n10.0.1.36",
                "",
                0,
                AddressFamily.IPV6,
                false,
                "printed no IPv6 address, but \"10.0.1.35\\n10.0.1.36\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.1.35\nnone", "Welcome!\n10.0.1.35", "10.0.1.35 10.0.1.35"})
    void addressAmongOtherTextIsNotPicked(String output) {
        fails(output, "", 0, true, "printed what is not one address: \"" + output.replace("\n", "\\n") + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.1.3", "10.0.1.35\n", "10.0.", "no lea"})
    void outputOfACommandThatDidNotEndIsNotTrusted(String output) {
        fails(output, "", null, false, "did not come to its end. It printed \"" + output.strip() + "\"");
    }

    @Test
    void textIsShownShortenedAndHarmless() {
        fails(
                "\u001b[31mred\tend" + "x".repeat(1000),
                "",
                0,
                true,
                "printed what is not one address: \"\\u001b[31mred\\tend" + "x".repeat(188) + "...\"");
    }

    private static Optional<String> address(String output, String errors, Integer exitStatus) {
        return address(output, errors, exitStatus, AddressFamily.ANY);
    }

    private static Optional<String> address(String output, String errors, Integer exitStatus, AddressFamily family) {
        return new CommandResult(output, errors, exitStatus)
                .address("grep it", "user@box:22", family)
                .map(InetAddress::getHostAddress);
    }

    private static void fails(String output, String errors, Integer exitStatus, boolean permanent, String message) {
        fails(output, errors, exitStatus, AddressFamily.ANY, permanent, message);
    }

    private static void fails(
            String output, String errors, Integer exitStatus, AddressFamily family, boolean permanent, String message) {
        assertThatExceptionOfType(IpLookupException.class)
                .isThrownBy(() -> address(output, errors, exitStatus, family))
                .withMessage("the command \"grep it\" on user@box:22 " + message)
                .matches(e -> e.isPermanent() == permanent, permanent ? "permanent" : "transient");
    }
}
