package dev.portals.orchestrator.instance;

import dev.portals.core.relay.RelayInfo;
import dev.portals.transport.tcp.HostnamePort;

/** The projects of this instance, as far as relays elsewhere concern them; what isn't there is left alone. */
interface Site {
    /** Ends that registration, if it is still the one here. */
    void displace(String projectId, RelayInfo relay);

    /** Passes what is for a relay on to another instance, unless there is one of that name here. */
    void divert(String projectId, String relay, HostnamePort instance);

    /** Knows no more of a relay elsewhere. */
    void undivert(String projectId, String relay);
}
