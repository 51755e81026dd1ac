package io.cloudhost.docs;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import io.cloudhost.api.CloudHosts;
import io.cloudhost.api.DocumentedHosts;
import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.spi.CloudHostProvider;
import io.cloudhost.core.spi.GuestShellProvider;
import io.cloudhost.core.spi.IpLookupStrategyProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads settings as a user's file, and makes each host of it.
 *
 * <p>Where the root of a block has what belongs into a host, the block is the inside of one. What blocks take from elsewhere by
 * substitution stands in the resource {@code given.conf}.
 */
final class HoconCheck implements BlockCheck {

    private static final String INSIDE = "inside";

    /** Makes use of all defaults; stands in the given text. */
    private static final String COMPLETE = "complete";

    private static final String FILE = "block.conf";

    private static final Pattern LINE = Pattern.compile(FILE + ":(\\d+)");

    private final Path folder;
    private final Path home;
    private final Set<String> strategies = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private final Set<String> parts = new TreeSet<>(Set.of("evidence"));

    /**
     * Makes a check.
     *
     * @param folder where it may write files
     */
    HoconCheck(Path folder) {
        this.folder = folder;
        this.home = ReaderHome.make(folder.resolve("home"));
        ServiceLoader.load(IpLookupStrategyProvider.class).forEach(strategy -> strategies.add(strategy.name()));
        ServiceLoader.load(GuestShellProvider.class).forEach(shell -> parts.add(shell.name()));
        ServiceLoader.load(CloudHostProvider.class)
                .forEach(provider -> parts.addAll(provider.schema().sections().keySet()));
    }

    @Override
    public List<Problem> problems(List<CodeBlock> blocks) {
        List<Problem> problems = new ArrayList<>();
        for (CodeBlock block : blocks) {
            try {
                ConfigObject root = ConfigFactory.parseString(block.text()).root();
                if (isInside(root)) {
                    check(block, inside(block.text(), root), Set.of(INSIDE), problems);
                } else {
                    Set<String> labels = new TreeSet<>(root.keySet());
                    labels.remove("cloudhost");
                    labels.add(COMPLETE);
                    check(block, block.text(), labels, problems);
                }
            } catch (ConfigException e) {
                problems.add(block.problem(e.getMessage()));
            }
        }
        return problems;
    }

    private void check(CodeBlock block, String text, Set<String> labels, List<Problem> problems) {
        try {
            // The given text comes last: so the lines of the block keep their numbers.
            Path file = Files.writeString(folder.resolve(FILE), text + "\n" + given());
            CloudHosts hosts = DocumentedHosts.read(home, file);
            for (String label : labels) {
                check(block, hosts, label, problems);
            }
        } catch (CloudHostException e) {
            problems.add(problem(block, e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void check(CodeBlock block, CloudHosts hosts, String label, List<Problem> problems) {
        try {
            hosts.get(label).close();
        } catch (CloudHostException e) {
            problems.add(problem(block, e));
        }
    }

    private static Problem problem(CodeBlock block, CloudHostException failure) {
        Matcher line = LINE.matcher(failure.getMessage());
        return line.find()
                ? block.problem(Long.parseLong(line.group(1)), failure.getMessage())
                : block.problem(failure.getMessage());
    }

    private boolean isInside(ConfigObject root) {
        return root.entrySet().stream()
                .anyMatch(entry -> !(entry.getValue() instanceof ConfigObject)
                        || parts.contains(entry.getKey())
                        || strategies.contains(entry.getKey()));
    }

    /** Strategies are looked at where they are named only. */
    private String inside(String text, ConfigObject root) {
        List<String> named = root.keySet().stream().filter(strategies::contains).toList();
        String naming = named.isEmpty() || root.containsKey("ipLookupStrategy")
                ? ""
                : "ipLookupStrategy = [" + String.join(", ", named) + "], ";
        String base = root.containsKey("libvirtBaseDomain") ? "" : "libvirtBaseDomain = base, ";
        return INSIDE + " { " + base + naming + text + "}";
    }

    private static String given() throws IOException {
        try (InputStream resource = HoconCheck.class.getResourceAsStream("given.conf")) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
