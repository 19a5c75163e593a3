package dev.portals.orchestrator.space;

import dev.portals.core.multiaddr.MultiAddr;

/**
 * Where clients reach projects (spec 04 section 4.1).
 *
 * <pre>
 * /dnsaddr/HOST/tcp/PORT/service/ID/service/api                       the project node
 * /dnsaddr/HOST/tcp/PORT/service/ID/service/authority/service/api     its authority
 * </pre>
 *
 * @param host a name, with {@code {id}} in the place of the project's id, or an address in numbers
 * @param port the gateway's, as clients see it
 */
public record ProjectAddresses(String host, int port) {
    private static final String ID = "{id}";

    /** The way to a project's node. */
    public MultiAddr node(String projectId) {
        return MultiAddr.parse(base(projectId) + "/service/api");
    }

    /** The way to its authority. */
    public MultiAddr authority(String projectId) {
        return MultiAddr.parse(base(projectId) + "/service/authority/service/api");
    }

    /** The way to a controller at that host and port. */
    public MultiAddr controller() {
        return MultiAddr.parse(place(host) + "/service/api");
    }

    private String base(String projectId) {
        return place(host.replace(ID, projectId)) + "/service/" + projectId;
    }

    private String place(String name) {
        return "/" + protocol(name) + "/" + name + "/tcp/" + port;
    }

    private static String protocol(String name) {
        if (name.indexOf(':') >= 0) {
            return "ip6";
        }
        return name.matches("[0-9.]+") ? "ip4" : "dnsaddr";
    }
}
