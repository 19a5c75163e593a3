package dev.portals.orchestrator.project;

import dev.portals.core.routing.AccessControl;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.Mailbox;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Node;
import dev.portals.core.routing.Worker;
import org.jspecify.annotations.Nullable;

/** Tells who asks for a TLS certificate that there are none here, so that nobody waits (spec 04 section 4.5). */
final class CertificateProvider implements Worker {
    static final Address ADDRESS = Address.local("tls_certificate_provider");

    /** {@code {1: 2}}: unsupported. */
    private static final byte[] UNSUPPORTED = {(byte) 0xa1, 0x01, 0x02};

    private @Nullable Context context;

    private CertificateProvider() {}

    static void start(Node node, AccessControl incoming) {
        node.router()
                .start(
                        new CertificateProvider(),
                        node.nextLoop(),
                        Mailbox.of(ADDRESS, incoming, AccessControl.ALLOW_ALL));
    }

    @Override
    public void started(Context started) {
        context = started;
    }

    @Override
    public void handle(Message message, Address source) {
        message.release();
        if (context != null) {
            context.send(message.returning(), Buffers.copyOf(UNSUPPORTED));
        }
    }
}
