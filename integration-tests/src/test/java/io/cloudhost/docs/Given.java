package io.cloudhost.docs;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.core.CloudHost;
import java.util.List;

/**
 * What statements in a page may use without saying where it comes from: they are compiled in a method of a subclass. Stands for
 * the reader's own code, and for what was made in a block before.
 */
@SuppressWarnings("unused")
public abstract class Given {

    protected CloudHost host;
    protected CloudHosts hosts;

    protected abstract void connect(String hostName);

    protected abstract void connect(String hostName, int port);

    protected abstract void connect(String hostName, List<CloudHost> others);

    protected abstract void placeOrders(CloudHost host);
}
