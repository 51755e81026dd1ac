package com.example.consumer;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.core.CloudHost;

/** Makes each host that is configured, so that its adapter is found, and sets the one up that needs no hypervisor. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        CloudHosts hosts = CloudHosts.load();
        for (String label : hosts.labels()) {
            hosts.get(label);
            System.out.println("configured: " + label);
        }
        try (CloudHost host = hosts.get("existing")) {
            host.setup();
            System.out.println("up: " + host.getHostName());
        }
    }
}
