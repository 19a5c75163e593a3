package dev.portals.engine.application;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This computer's addresses on networks. */
final class LocalAddresses {
    private static final Logger LOG = LoggerFactory.getLogger(LocalAddresses.class);

    private LocalAddresses() {}

    /** Those of interfaces that are up, but for loopback and link-local ones, with the interface's name. */
    static Set<String> current() {
        Set<String> all = new TreeSet<>();
        try {
            NetworkInterface.networkInterfaces().forEach(each -> add(each, all));
        } catch (SocketException e) {
            LOG.debug("the network interfaces can't be listed", e);
        }
        return all;
    }

    private static void add(NetworkInterface each, Set<String> all) {
        try {
            if (each.isUp() && !each.isLoopback()) {
                each.inetAddresses()
                        .filter(address -> !address.isLinkLocalAddress() && !address.isAnyLocalAddress())
                        .map(InetAddress::getHostAddress)
                        .forEach(address -> all.add(each.getName() + " " + address));
            }
        } catch (SocketException e) {
            LOG.debug("the interface {} can't be looked at", each.getName(), e);
        }
    }
}
