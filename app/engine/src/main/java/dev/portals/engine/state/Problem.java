package dev.portals.engine.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with something.
 *
 * @param mode the kind, which {@code portals help} explains; null: none of those
 * @param sentence for a person
 * @param since when it began
 */
public record Problem(@Nullable FailureMode mode, String sentence, Instant since) {}
