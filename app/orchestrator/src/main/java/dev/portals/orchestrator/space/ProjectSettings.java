package dev.portals.orchestrator.space;

import java.time.Duration;

/**
 * What is the same for all projects.
 *
 * @param version which clients show
 * @param patience how long a client that makes a project waits for its nodes, before it is given an operation to ask for
 */
public record ProjectSettings(ProjectAddresses addresses, String version, Plans plans, Duration patience) {}
