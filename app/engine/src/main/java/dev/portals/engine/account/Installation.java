package dev.portals.engine.account;

import dev.portals.core.identity.Identifier;
import dev.portals.core.multiaddr.MultiAddr;
import java.net.URI;

/**
 * Where an orchestrator's services are. It tells so at {@code /.well-known/portals}:
 *
 * <pre>
 * {"controller": "/dnsaddr/portals.example.org/tcp/6252/service/api", "controller_identifier": "I…", "client_id": "portals"}
 * </pre>
 *
 * @param base the account service, without a slash at its end
 * @param controller the route to the controller's channel listener
 * @param controllerIdentifier who the controller must be; as trustworthy as the way it came, so take it by https
 * @param clientId who we are to the account service
 */
public record Installation(URI base, MultiAddr controller, Identifier controllerIdentifier, String clientId) {}
