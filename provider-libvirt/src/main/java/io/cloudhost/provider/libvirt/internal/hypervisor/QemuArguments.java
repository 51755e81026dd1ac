package io.cloudhost.provider.libvirt.internal.hypervisor;

import io.cloudhost.provider.libvirt.internal.plan.SelectedFirmware;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads how libvirt would call QEMU. Up to libvirt 9.1 there is no other way to learn, of a domain that does not run, which
 * firmware is selected for it and where its variables are.
 */
final class QemuArguments {

    /** A flash memory as libvirt describes it since 6.0; a path that JSON must escape is not understood. */
    private static final String FLASH =
            "\\{[^{}]*\"filename\":\"([^\"\\\\]+)\"[^{}]*\"node-name\":\"libvirt-pflash%d-storage\"";

    private static final Pattern IMAGE = Pattern.compile(String.format(FLASH, 0));
    private static final Pattern VARIABLES = Pattern.compile(String.format(FLASH, 1));
    private static final Pattern SECURE = Pattern.compile("driver=cfi\\.pflash01,property=secure,value=on");

    private QemuArguments() {}

    static Optional<SelectedFirmware> firmware(String arguments) {
        // Libvirt quotes each argument for a shell, where a quote within one is written like this.
        String unquoted = arguments.replace("'\\''", "'");
        Matcher image = IMAGE.matcher(unquoted);
        Matcher variables = VARIABLES.matcher(unquoted);
        return image.find() && variables.find()
                ? Optional.of(new SelectedFirmware(
                        image.group(1),
                        variables.group(1),
                        SECURE.matcher(arguments).find()))
                : Optional.empty();
    }
}
