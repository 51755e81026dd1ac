package io.cloudhost.api;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.settings.Similarity;
import io.cloudhost.core.spi.Examination;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.Spliterator;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugins of one kind on the classpath, by name; the case of a name does not matter.
 *
 * <p>One that is broken harms nobody who does not need it: it is kept aside, and shown when a plugin is missing.
 *
 * @param <T> what they implement
 */
final class Plugins<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Plugins.class);

    /** A class loader that fails the same way for ever must not keep us for ever. */
    private static final int MOST_FAILURES = 100;

    private final String kind;
    private final Map<String, Plugin<T>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final List<BrokenPlugin> broken = new ArrayList<>();

    private Plugins(String kind) {
        this.kind = kind;
    }

    /**
     * Finds them.
     *
     * @param <T> what they implement
     * @param kind what they are called, e.g. {@code provider}
     * @param type what they implement
     * @param introduction asks one for its name and its schema
     * @param given those that the program brings itself; of their classes, no other instance is made
     * @param loader the only class loader that is searched
     * @throws CloudHostException when two of them have the same name, or one that was given is broken
     */
    static <T> Plugins<T> discover(
            String kind, Class<T> type, Function<T, Plugin<T>> introduction, List<T> given, ClassLoader loader) {
        Plugins<T> plugins = new Plugins<>(kind);
        given.forEach(instance -> plugins.give(instance, introduction));
        plugins.search(type, introduction, given, loader);
        return plugins;
    }

    private void search(Class<T> type, Function<T, Plugin<T>> introduction, List<T> given, ClassLoader loader) {
        Set<Class<?>> known = given.stream().map(Object::getClass).collect(Collectors.toSet());
        Spliterator<ServiceLoader.Provider<T>> found =
                ServiceLoader.load(type, loader).stream().spliterator();
        List<LinkageError> unlinked = new ArrayList<>();
        boolean more = true;
        while (more && broken.size() + unlinked.size() < MOST_FAILURES) {
            try {
                more = found.tryAdvance(service -> {
                    if (!known.contains(service.type())) {
                        add(service, introduction);
                    }
                });
            } catch (ServiceConfigurationError e) {
                // Its message has the class, or the place in the file that should name one.
                String unnamed = "a " + kind + " that a META-INF/services file names";
                setAside(
                        ServiceEntries.read(type, loader)
                                .namedIn(e.getMessage() + " ")
                                .map(ServiceEntries.Entry::toString)
                                .orElse(unnamed),
                        e);
            } catch (LinkageError e) {
                unlinked.add(e);
            }
        }
        List<ServiceEntries.Entry> entries = unlinked.isEmpty()
                ? List.of()
                : ServiceEntries.read(type, loader).unlinkable();
        for (int i = 0; i < unlinked.size(); i++) {
            setAside(i < entries.size() ? entries.get(i).toString() : "a " + kind, unlinked.get(i));
        }
    }

    Optional<Plugin<T>> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Returns all that can be used, ordered by name. */
    List<Plugin<T>> all() {
        return List.copyOf(byName.values());
    }

    /**
     * Asks each of them a question. One that fails to answer has said no.
     *
     * @param matter what they are asked, for people, e.g. {@code whether it claims nat_host}
     * @param question asks one
     */
    Survey<T> ask(String matter, Predicate<T> question) {
        List<Plugin<T>> affirmative = new ArrayList<>();
        Plugins<T> answering = new Plugins<>(kind);
        answering.broken.addAll(broken);
        for (Plugin<T> plugin : byName.values()) {
            try {
                if (question.test(plugin.instance())) {
                    affirmative.add(plugin);
                }
                answering.byName.put(plugin.name(), plugin);
            } catch (RuntimeException | LinkageError e) {
                LOG.warn("{} cannot tell {}, which is taken for a no: {}", plugin.where(), matter, e.toString(), e);
                answering.broken.add(new BrokenPlugin(plugin.where(), e));
            }
        }
        return new Survey<>(List.copyOf(affirmative), answering);
    }

    /** Says which ones are there, and which of them are of no use and why: one sentence or two. */
    String inventory() {
        String usable = "On the classpath: " + (byName.isEmpty() ? "none" : String.join(", ", byName.keySet())) + ".";
        return broken.isEmpty()
                ? usable
                : usable + " Broken: "
                        + broken.stream().map(BrokenPlugin::toString).collect(Collectors.joining("; ")) + ".";
    }

    /** Notes which ones there are. One that is broken is in the way of those hosts alone that need it. */
    void examine(Examination examination) {
        if (!byName.isEmpty()) {
            examination.good("plugins", kind + " " + String.join(", ", byName.keySet()));
        }
        for (BrokenPlugin plugin : broken) {
            examination.doubtful(
                    "plugins",
                    plugin.toString(),
                    "Replace it by one that is made for this version of cloudhost, or remove it from the classpath");
        }
    }

    /** Says what to do where an artifact is missing: a sentence. */
    String adviseToAdd(String artifact) {
        return (broken.isEmpty() ? "Add" : "Unless it is a broken one, add") + " the artifact " + artifact
                + " to the classpath.";
    }

    /** Returns why the first of those that cannot be used is broken. */
    @Nullable
    Throwable firstFailure() {
        return broken.isEmpty() ? null : broken.get(0).cause();
    }

    /**
     * Explains that a name was not found, and what to do.
     *
     * @param artifact what would bring it, if that is known
     */
    String explainAbsence(String name, Optional<String> artifact) {
        String remedy = artifact.map(this::adviseToAdd)
                .or(() -> Similarity.closest(name, byName.keySet()).map(close -> "Did you mean '" + close + "'?"))
                .map(advice -> " " + advice)
                .orElse("");
        return "no " + kind + " of this name is on the classpath. " + inventory() + remedy;
    }

    private void add(ServiceLoader.Provider<T> service, Function<T, Plugin<T>> introduction) {
        Plugin<T> plugin;
        try {
            plugin = introduction.apply(service.get());
        } catch (ServiceConfigurationError e) {
            // The cause is what the plugin threw; the error around it only repeats the class name.
            setAside(PluginLocation.of(service.type()), e.getCause() == null ? e : e.getCause());
            return;
        } catch (RuntimeException | LinkageError e) {
            setAside(PluginLocation.of(service.type()), e);
            return;
        }
        add(plugin);
    }

    private void give(T instance, Function<T, Plugin<T>> introduction) {
        try {
            add(introduction.apply(instance));
        } catch (RuntimeException | LinkageError e) {
            throw e instanceof CloudHostException failure
                    ? failure
                    : new CloudHostException(
                            "the " + kind + " that the program gives is broken: "
                                    + new BrokenPlugin(PluginLocation.of(instance.getClass()), e),
                            e);
        }
    }

    private void add(Plugin<T> plugin) {
        Plugin<T> namesake = byName.putIfAbsent(plugin.name(), plugin);
        if (namesake != null) {
            throw new CloudHostException("more than one " + kind + " is named '" + plugin.name() + "': "
                    + namesake.where() + " and " + plugin.where() + ". Remove one of them from the classpath");
        }
        LOG.debug("Found the {} {}: {}", kind, plugin.name(), plugin.where());
    }

    private void setAside(String what, Throwable failure) {
        BrokenPlugin plugin = new BrokenPlugin(what, failure);
        LOG.warn("A {} is broken and not used: {}", kind, plugin);
        LOG.debug("This is where it broke", failure);
        broken.add(plugin);
    }
}
