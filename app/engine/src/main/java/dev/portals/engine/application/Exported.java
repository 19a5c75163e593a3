package dev.portals.engine.application;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portals.engine.application.ActionException.Reason;
import dev.portals.engine.state.Trust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The file by which a person moves to another computer (spec 05 section 15.15): portals, friends with the trust in them, names and ports. No secrets: no keys, credentials, tickets
 * or tokens; and nothing by which invitations to this computer's portals would hold there.
 *
 * @param format always {@code portals-export}
 * @param exportedAt seconds since 1970
 * @param email whose it is; null if nobody was signed in
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Exported(
        String format,
        int version,
        long exportedAt,
        @Nullable String email,
        List<ExportedPortal> portals,
        List<ExportedFriend> friends,
        List<ExportedPort> reachable) {
    static final String FORMAT = "portals-export";
    static final int VERSION = 1;
    /** How many bytes a file may have. */
    static final int LONGEST = 16 * 1024 * 1024;

    private static final int MOST = 10_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A portal. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record ExportedPortal(
            String title,
            String address,
            @Nullable String scheme,
            @Nullable String note,
            boolean paused,
            boolean verifiedOnly) {}

    /** A friend. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record ExportedFriend(String email, String name, String note, boolean blocked, List<ExportedDevice> devices) {
        ExportedFriend {
            devices = List.copyOf(devices);
        }
    }

    /**
     * A friend's device.
     *
     * @param firstSeen seconds since 1970
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record ExportedDevice(String identifier, Trust trust, long firstSeen) {}

    /**
     * What is kept of an accepted invitation.
     *
     * @param name as the person renamed it; null: as the sharer calls it
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record ExportedPort(
            String invitation,
            int port,
            boolean paused,
            @Nullable String name) {}

    Exported {
        portals = List.copyOf(portals);
        friends = List.copyOf(friends);
        reachable = List.copyOf(reachable);
    }

    String write() {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can always be written", e);
        }
    }

    static Exported read(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw new ActionException(Reason.INPUT, "the file is too long to be an export of Portals");
        }
        Exported read;
        try {
            read = Objects.requireNonNull(JSON.readValue(text, Exported.class));
        } catch (IOException | RuntimeException e) {
            throw new ActionException(Reason.INPUT, "that is no export of Portals");
        }
        if (!FORMAT.equals(read.format)
                || read.portals.size() > MOST
                || read.friends.size() > MOST
                || read.reachable.size() > MOST) {
            throw new ActionException(Reason.INPUT, "that is no export of Portals");
        }
        if (read.version > VERSION) {
            throw new ActionException(Reason.INPUT, "that was exported by a later version of Portals: use that one");
        }
        return read;
    }
}
