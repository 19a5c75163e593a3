package dev.portals.orchestrator.space;

import java.time.Duration;

/** What accounts may use, by the name of their plan. */
public interface Plans {
    /** No limit but those of the program; credentials last 30 days. */
    Plans UNLIMITED = new Plans() {
        @Override
        public int projects(String plan) {
            return Integer.MAX_VALUE;
        }

        @Override
        public Duration credentialLife(String plan) {
            return Duration.ofDays(30);
        }
    };

    /** The most projects that an account of that plan may administer when it makes another one. */
    int projects(String plan);

    /** How long members' credentials last in projects that an account of that plan makes. */
    Duration credentialLife(String plan);
}
