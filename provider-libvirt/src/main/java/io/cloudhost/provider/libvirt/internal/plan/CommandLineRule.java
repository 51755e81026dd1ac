package io.cloudhost.provider.libvirt.internal.plan;

import io.cloudhost.core.spi.HostPlan.Decision;
import java.util.Optional;
import java.util.regex.Pattern;

/** Refuses arguments for QEMU that name a file: libvirt does not look at them, so nobody would keep clones apart. */
final class CommandLineRule implements ElementRule {

    private static final String NAMESPACE = "http://libvirt.org/schemas/domain/qemu/1.0";
    private static final Pattern NAMES_A_FILE = Pattern.compile("(^|[,:])(file|path|filename|mem-path)=|^/");

    @Override
    public Optional<Decision> apply(XmlElement element, Draft draft) {
        if (!element.namespace().equals(NAMESPACE) || !element.name().equals("commandline")) {
            return Optional.empty();
        }
        Optional<String> file = element.children().stream()
                .flatMap(argument -> argument.attribute("value").stream())
                .filter(value -> NAMES_A_FILE.matcher(value).find())
                .findFirst();
        return file.isPresent()
                ? ElementRule.refused(
                        "qemu:commandline",
                        "the argument '" + file.get() + "' names a file that clones would share",
                        "describe it with libvirt's own elements")
                : ElementRule.kept("qemu:commandline", "part of the machine");
    }
}
