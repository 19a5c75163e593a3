package dev.portals.desktop.list;

import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Friend;
import dev.portals.engine.state.Trust;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Who people are to this person, by their addresses. */
public final class People {
    private final Map<String, Friend> friends = new HashMap<>();

    /** Those of a snapshot. */
    public People(ApplicationState state) {
        state.friends().forEach(friend -> friends.put(friend.email().toLowerCase(Locale.ROOT), friend));
    }

    /** As the person calls them, else the address. */
    public String name(String email) {
        Friend friend = friends.get(email.toLowerCase(Locale.ROOT));
        return friend == null || friend.name().isEmpty() ? email : friend.name();
    }

    /** As they are called in a sentence: by the first name, else by what stands before the @. */
    public String called(String email) {
        String name = name(email);
        int end = name.equals(email) ? email.indexOf('@') : name.indexOf(' ');
        return end > 0 ? name.substring(0, end) : name;
    }

    /** What is known of their identity. */
    public Trust trust(String email) {
        Friend friend = friends.get(email.toLowerCase(Locale.ROOT));
        return friend == null ? Trust.UNKNOWN : friend.trust();
    }
}
