package dev.portals.bench.orchestrator;

/** What a process has used at a time in seconds. */
record Usage(double at, double cpuSeconds, long residentKib) {}
