package dev.portals.engine.application;

import dev.portals.core.multiaddr.MultiAddr;

/** Finds the host in an address, for people. */
final class HostOf {
    private HostOf() {}

    /** The first host of a route; empty if it has none. */
    static String route(MultiAddr route) {
        for (MultiAddr.Component part : route.components()) {
            switch (part) {
                case MultiAddr.DnsAddr name -> {
                    return name.host();
                }
                case MultiAddr.Ip4 ip -> {
                    return ip.text();
                }
                case MultiAddr.Ip6 ip -> {
                    return ip.text();
                }
                default -> {}
            }
        }
        return "";
    }
}
