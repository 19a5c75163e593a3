package dev.portals.orchestrator.project;

import dev.portals.core.project.AuthorityWorkers;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Bridge;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Route;
import dev.portals.core.routing.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker of the gateway that is called like a project, and passes on what is for the project or its authority (spec
 * 04 section 4.1):
 *
 * <pre>
 * id, api, …               the listener of the project
 * id, authority, api, …    the listener of its authority
 * id, a channel, …         whichever of the two has it
 * </pre>
 *
 * <p>Lives on the loop of each connection; has no state.
 */
final class ProjectGate implements Worker {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectGate.class);

    /** Where the project's namespace leads on to its authority. */
    private static final Address AUTHORITY = Address.local("authority");

    private final Bridge project;
    private final Bridge authority;

    ProjectGate(Bridge project, Bridge authority) {
        this.project = project;
        this.authority = authority;
    }

    @Override
    public void handle(Message message, Address source) {
        Route onward = message.onward().rest();
        if (onward.isEmpty()) {
            message.release();
        } else if (project.admits(onward.first())) {
            project.enter(message, onward, source);
        } else if (onward.first().equals(AUTHORITY)
                && onward.size() > 1
                && onward.get(1).equals(AuthorityWorkers.LISTENER)) {
            authority.enter(message, onward.rest(), source);
        } else if (!onward.first().equals(AuthorityWorkers.LISTENER) && authority.admits(onward.first())) {
            authority.enter(message, onward, source);
        } else {
            LOG.debug(
                    "a message to {} that is for nobody there is dropped",
                    message.onward().first());
            message.release();
        }
    }
}
