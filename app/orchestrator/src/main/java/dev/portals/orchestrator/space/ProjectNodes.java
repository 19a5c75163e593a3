package dev.portals.orchestrator.space;

import dev.portals.core.identity.ChangeHistory;

/** Who a project's node and its authority are. */
public record ProjectNodes(ChangeHistory node, ChangeHistory authority) {}
