package io.cloudhost.it;

import java.util.function.UnaryOperator;

/** A base like another one that differs in something, until closed. It has the same disks: neither ever runs. */
final class VariedBase implements AutoCloseable {

    private final String name;

    private VariedBase(String name) {
        this.name = name;
    }

    /** Defines one that is on the same network. */
    static VariedBase of(String base, String name, String arguments) {
        return define(Virsh.run("dumpxml", "--inactive", base), base, name, arguments);
    }

    /** Defines one that differs in other things too. */
    static VariedBase of(String base, String name, String arguments, UnaryOperator<String> change) {
        return define(change.apply(Virsh.run("dumpxml", "--inactive", base)), base, name, arguments);
    }

    /** Defines one that is on another network, of libvirt's. */
    static VariedBase of(String base, String name, String arguments, String network) {
        String xml = Virsh.run("dumpxml", "--inactive", base);
        return define(
                xml.replaceFirst("<source network='[^']*'", "<source network='" + network + "'"),
                base,
                name,
                arguments);
    }

    /** Defines one that has more devices. */
    static VariedBase withDevices(String base, String name, String devices) {
        return of(base, name, "", xml -> xml.replace("</devices>", devices + "</devices>"));
    }

    private static VariedBase define(String xml, String base, String name, String arguments) {
        String varied = xml.replace("<name>" + base + "</name>", "<name>" + name + "</name>")
                .replaceFirst("<uuid>.*</uuid>", "")
                .replaceFirst("<mac address='[^']*'/>", "")
                .replace("</cmdline>", " " + arguments + "</cmdline>");
        Virsh.run("define", Lab.file(varied).toString());
        return new VariedBase(name);
    }

    String name() {
        return name;
    }

    @Override
    public void close() {
        Virsh.run("undefine", name);
    }
}
