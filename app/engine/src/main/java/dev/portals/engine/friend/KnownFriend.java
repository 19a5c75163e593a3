package dev.portals.engine.friend;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.portals.engine.state.Friend;
import dev.portals.engine.state.Trust;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A friend as they are kept.
 *
 * @param email in lower case
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record KnownFriend(String email, String name, String note, boolean blocked, List<KnownDevice> devices) {
    KnownFriend {
        devices = List.copyOf(devices);
    }

    static KnownFriend of(String email) {
        return new KnownFriend(email, "", "", false, List.of());
    }

    static KnownFriend of(String email, String name, String note, boolean blocked, List<Friend.Device> devices) {
        KnownFriend friend = new KnownFriend(email, name, note, blocked, List.of());
        for (Friend.Device device : devices.subList(0, Math.min(devices.size(), FriendBook.MAX_DEVICES))) {
            friend = friend.withDevice(KnownDevice.first(
                    device.identifier(), device.trust(), 0, device.firstSeen().getEpochSecond()));
        }
        return friend;
    }

    /** With what another computer of the same person knew of this friend; what was decided here stays. */
    KnownFriend mergedWith(KnownFriend theirs) {
        KnownFriend merged = new KnownFriend(
                email,
                name.isEmpty() ? theirs.name : name,
                note.isEmpty() ? theirs.note : note,
                blocked || theirs.blocked,
                devices);
        boolean stranger = devices.isEmpty();
        for (KnownDevice device : theirs.devices) {
            Trust trust = device.trust();
            if (device(device.identifier()).isPresent()) {
                merged = merged.withDevice(
                        device.identifier(),
                        ours -> ours.trust() == Trust.PINNED && (trust == Trust.VERIFIED || trust == Trust.REVOKED)
                                ? ours.withTrust(trust)
                                : ours);
            } else if (merged.devices.size() < FriendBook.MAX_DEVICES) {
                merged = merged.withDevice(
                        stranger || trust == Trust.REVOKED ? device : device.withTrust(Trust.CHANGED));
            }
        }
        return merged;
    }

    Optional<KnownDevice> device(String identifier) {
        return devices.stream()
                .filter(device -> device.identifier().equals(identifier))
                .findFirst();
    }

    KnownFriend withDevice(KnownDevice device) {
        List<KnownDevice> list = new ArrayList<>(devices);
        int place = 0;
        while (place < list.size() && !list.get(place).identifier().equals(device.identifier())) {
            place++;
        }
        if (place < list.size()) {
            list.set(place, device);
        } else {
            list.add(device);
        }
        return new KnownFriend(email, name, note, blocked, list);
    }

    KnownFriend withDevice(String identifier, UnaryOperator<KnownDevice> change) {
        return device(identifier)
                .map(device -> withDevice(change.apply(device)))
                .orElse(this);
    }

    KnownFriend withNames(String newName, String newNote) {
        return new KnownFriend(email, newName, newNote, blocked, devices);
    }

    KnownFriend withBlocked(boolean newBlocked) {
        return new KnownFriend(email, name, note, newBlocked, devices);
    }

    /** The worst of the devices', but for removed ones. */
    Trust trust() {
        Trust worst = null;
        for (KnownDevice device : devices) {
            if (device.trust() == Trust.CHANGED) {
                return Trust.CHANGED;
            } else if (device.trust() == Trust.PINNED || device.trust() == Trust.VERIFIED && worst == null) {
                worst = device.trust();
            }
        }
        return worst == null ? Trust.UNKNOWN : worst;
    }
}
