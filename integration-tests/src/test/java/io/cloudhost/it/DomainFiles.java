package io.cloudhost.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files that a domain's disks and variables are in. */
final class DomainFiles {

    private DomainFiles() {}

    /** Lists the files of the disks, in the order of the devices. */
    static List<Path> disks(String domain) {
        DomainXml xml = DomainXml.defined(domain);
        return xml.all("/domain/devices/disk/target/@dev").stream()
                .map(target -> "/domain/devices/disk[target/@dev='" + target + "']/source")
                .map(source -> xml.all(source + "/@volume").isEmpty()
                        ? xml.one(source + "/@file | " + source + "/@dev")
                        : Virsh.run("vol-path", "--pool", xml.one(source + "/@pool"), xml.one(source + "/@volume")))
                .map(Path::of)
                .toList();
    }

    /** Returns where the firmware's variables are, if libvirt has decided that already. */
    static Path varstore(String domain) {
        DomainXml xml = DomainXml.defined(domain);
        List<String> source = xml.all("/domain/os/nvram/source/@file");
        return Path.of(source.isEmpty() ? xml.one("/domain/os/nvram") : source.get(0));
    }

    /** Lists a disk and all that it is built upon, each with its format: {@code qcow2 /path}. */
    static List<String> chain(Path disk) {
        List<String> chain = new ArrayList<>();
        String image = "";
        for (String line : Command.run(List.of("qemu-img", "info", "-U", "--backing-chain", disk.toString()))
                .orThrow()
                .lines()
                .toList()) {
            if (line.startsWith("image: ")) {
                image = line.substring("image: ".length());
            } else if (line.startsWith("file format: ")) {
                chain.add(line.substring("file format: ".length()) + " " + image);
            }
        }
        return chain;
    }

    /** Takes the sums of all that domains are made of: each disk's whole chain, and the firmware's variables. */
    static Map<Path, String> sums(List<String> domains) {
        Map<Path, String> sums = new TreeMap<>();
        domains.stream().flatMap(DomainFiles::all).forEach(file -> sums.put(file, sum(file)));
        return sums;
    }

    static String sum(Path file) {
        return Command.run(List.of("sha256sum", file.toString())).orThrow().split(" ", 2)[0];
    }

    private static Stream<Path> all(String domain) {
        Stream<Path> chains = disks(domain).stream()
                .flatMap(disk -> chain(disk).stream())
                .map(image -> Path.of(image.substring(image.indexOf(' ') + 1)));
        boolean hasVarstore =
                !DomainXml.defined(domain).all("/domain/os/nvram").isEmpty() && Files.exists(varstore(domain));
        return hasVarstore ? Stream.concat(chains, Stream.of(varstore(domain))) : chains;
    }
}
