/** Figures for whoever runs the installation, in the form that Prometheus reads. */
@NullMarked
package dev.portals.orchestrator.metrics;

import org.jspecify.annotations.NullMarked;
