package dev.portals.desktop.compare;

import dev.portals.engine.friend.SafetyNumber;
import dev.portals.engine.state.Friend;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the dialog shows (spec 05 section 15.2).
 *
 * @param called how the friend is called in a sentence
 * @param devices whose identity isn't removed
 * @param chosen the device that is compared or decided about; null: none has been seen yet
 * @param number what both must see; null: it is being computed, or isn't asked for
 * @param heard what came of comparing with what the friend has sent or shown
 * @param problem why the last action failed; empty: it didn't
 */
record CompareModel(
        Step step,
        String email,
        String name,
        String called,
        List<Friend.Device> devices,
        Friend.@Nullable Device chosen,
        @Nullable SafetyNumber number,
        boolean working,
        Heard heard,
        String problem) {

    /** What was given to be compared. */
    enum Heard {
        /** Nothing yet. */
        NOTHING,
        /** The same number. */
        SAME,
        /** Another one. */
        DIFFERENT,
        /** No number at all. */
        UNREADABLE
    }

    /** What is to be done. */
    enum Step {
        /** No device of the friend has been seen yet. */
        NOTHING,
        /** Another identity than the known one was seen: decide. */
        CHANGED,
        /** Words are compared. */
        COMPARE
    }
}
