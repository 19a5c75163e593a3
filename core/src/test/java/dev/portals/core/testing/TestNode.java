package dev.portals.core.testing;

import dev.portals.core.routing.Node;
import java.security.SecureRandom;
import java.util.List;

/** Nodes whose loop and offload are one manual loop. */
public final class TestNode {
    private TestNode() {}

    /** A node on that loop; what would be slow runs on it too, in a later turn. */
    public static Node on(ManualLoop loop) {
        return new Node(List.of(loop), loop, new SecureRandom());
    }
}
