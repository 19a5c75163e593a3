package dev.portals.engine.friend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.identity.Identifier;
import dev.portals.engine.state.Friend;
import dev.portals.engine.state.Trust;
import dev.portals.vault.PrivateFiles;
import dev.portals.vault.VaultException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which identities belong to whom (spec 05 section 15.2): the first that is seen of a friend is pinned, another one is blocked
 * until the person decides. Kept in the home's file {@code friends.json}, over sign-outs too. Thread-safe.
 */
public final class FriendBook implements AutoCloseable {
    /** The most friends, and the most devices of one, that are kept: authorities name them. */
    static final int MAX_FRIENDS = 10_000;

    static final int MAX_DEVICES = 64;
    /** How exactly it is known when somebody was seen last. */
    private static final Duration SEEN_PAUSE = Duration.ofMinutes(1);

    private static final int SCHEMA = 1;
    private static final int MAX_LENGTH = 64 * 1024 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Logger LOG = LoggerFactory.getLogger(FriendBook.class);

    private final Path file;
    private final InstantSource clock;
    private final Runnable changed;
    private final ExecutorService writing =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("friends").factory());
    private volatile Map<String, KnownFriend> friends;
    private Map<String, KnownFriend> written;

    /** What is to be made of somebody who claims to be a friend. */
    public enum Verdict {
        /** It is them, as far as anybody knows. */
        BELIEVED,
        /** Nobody has compared numbers with them yet, and that is asked for. */
        NOT_VERIFIED,
        /** It is another identity than the one that is known. */
        CHANGED,
        /** The person has removed this device. */
        REVOKED,
        /** The person accepts nothing of this friend. */
        BLOCKED
    }

    /** A file as it is written. */
    private record Content(int schema, List<KnownFriend> friends) {}

    /**
     * What that home has.
     *
     * @param changed told after each change, on any thread
     * @throws DecodeException if the file is damaged: nobody may be taken for a stranger because of that
     */
    public FriendBook(Path home, InstantSource clock, Runnable changed) {
        this.file = home.resolve("friends.json");
        this.clock = clock;
        this.changed = changed;
        this.friends = read(file);
        this.written = friends;
    }

    /** An address in the form that two of the same person have in common. */
    public static String key(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    /**
     * Somebody whom an authority, or a signed invitation, names as that friend. The first identity is pinned; another one
     * is noted as changed. Quick, for event loops.
     *
     * @param changes of the identity's history, as far as it is known; 0: unknown
     * @param verifiedOnly whether nobody is let in who isn't verified
     */
    public Verdict meet(String email, Identifier identifier, int changes, boolean verifiedOnly) {
        String key = key(email);
        String id = identifier.toString();
        KnownFriend friend = friends.get(key);
        KnownDevice device = friend == null ? null : friend.device(id).orElse(null);
        if (device == null) {
            change(key, known -> met(known, id, changes));
            friend = friends.get(key);
            device = friend == null ? null : friend.device(id).orElse(null);
        }
        if (friend != null && friend.blocked()) {
            return Verdict.BLOCKED;
        } else if (device == null) {
            return Verdict.CHANGED;
        }
        return switch (device.trust()) {
            case VERIFIED -> Verdict.BELIEVED;
            case PINNED -> verifiedOnly ? Verdict.NOT_VERIFIED : Verdict.BELIEVED;
            case REVOKED -> Verdict.REVOKED;
            case CHANGED, UNKNOWN -> Verdict.CHANGED;
        };
    }

    private KnownFriend met(KnownFriend known, String id, int changes) {
        if (known.device(id).isPresent() || known.devices().size() >= MAX_DEVICES) {
            return known;
        }
        // A removed device counts: whoever comes after it might be anybody.
        Trust trust = known.devices().isEmpty() ? Trust.PINNED : Trust.CHANGED;
        return known.withDevice(KnownDevice.first(id, trust, changes, now()));
    }

    /** A device of a friend has just been in touch, with a history of so many changes. Quick. */
    public void seen(String email, Identifier identifier, int changes) {
        KnownFriend friend = friends.get(key(email));
        KnownDevice device =
                friend == null ? null : friend.device(identifier.toString()).orElse(null);
        if (device != null && (changes > device.changes() || now() - device.lastSeen() >= SEEN_PAUSE.toSeconds())) {
            change(key(email), known -> known.withDevice(device.identifier(), each -> each.seen(changes, now())));
        }
    }

    /** The numbers have been compared and match. False if no such device is known. */
    public boolean verify(String email, Identifier identifier) {
        return setTrust(email, identifier, Trust.VERIFIED);
    }

    /** The person takes it for one of the friend's. False if no such device is known. */
    public boolean accept(String email, Identifier identifier) {
        KnownFriend friend = friends.get(key(email));
        boolean verified = friend != null
                && friend.device(identifier.toString())
                        .filter(device -> device.trust() == Trust.VERIFIED)
                        .isPresent();
        return verified || setTrust(email, identifier, Trust.PINNED);
    }

    /** The person never wants to see it again. False if no such device is known. */
    public boolean revoke(String email, Identifier identifier) {
        return setTrust(email, identifier, Trust.REVOKED);
    }

    private boolean setTrust(String email, Identifier identifier, Trust trust) {
        String id = identifier.toString();
        boolean known = Optional.ofNullable(friends.get(key(email)))
                .flatMap(friend -> friend.device(id))
                .isPresent();
        if (known) {
            changeNow(key(email), friend -> friend.withDevice(id, device -> device.withTrust(trust)));
        }
        return known;
    }

    /**
     * Pins a device that the person names.
     *
     * @return {@link Verdict#CHANGED} if the friend has another one, beside which it is only noted
     */
    public Verdict pin(String email, Identifier identifier, String name) {
        String id = identifier.toString();
        changeNow(key(email), friend -> {
            KnownFriend pinned = met(friend, id, 0);
            return pinned.name().isEmpty() && !name.isEmpty() ? pinned.withNames(name, pinned.note()) : pinned;
        });
        return meet(email, identifier, 0, false);
    }

    /** What the person calls a friend, who need not be known yet. */
    public void rename(String email, String name, String note) {
        changeNow(key(email), friend -> friend.withNames(name, note));
    }

    /** Whether anything of a friend is accepted. */
    public void block(String email, boolean blocked) {
        changeNow(key(email), friend -> friend.withBlocked(blocked));
    }

    /** A friend of another computer of this person, to be {@link #merge}d. */
    public static Friend imported(
            String email, String name, String note, boolean blocked, List<Friend.Device> devices) {
        return picture(KnownFriend.of(key(email), name, note, blocked, devices));
    }

    /** What would be known of a friend after a {@link #merge}. */
    public Friend merged(Friend theirs) {
        return picture(merge(friends.get(key(theirs.email())), theirs));
    }

    /**
     * Takes over what another computer of this person knew of a friend. Who isn't known here is taken as they are; else the decisions that were taken
     * here stay, and devices that are unknown here are only noted, as changed.
     */
    public void merge(Friend theirs) {
        changeNow(key(theirs.email()), friend -> merge(friends.get(key(theirs.email())), theirs));
    }

    private static KnownFriend merge(@Nullable KnownFriend here, Friend theirs) {
        KnownFriend friend =
                KnownFriend.of(key(theirs.email()), theirs.name(), theirs.note(), theirs.blocked(), theirs.devices());
        return here == null ? friend : here.mergedWith(friend);
    }

    /** Forgets a friend. False if there is none. */
    public boolean forget(String email) {
        if (!friends.containsKey(key(email))) {
            return false;
        }
        changeNow(key(email), friend -> null);
        return true;
    }

    /** Everybody who is known, as snapshots show them but for what is shared. */
    public List<Friend> list() {
        return friends.values().stream().map(FriendBook::picture).toList();
    }

    /** One who is known. */
    public Optional<Friend> find(String email) {
        return Optional.ofNullable(friends.get(key(email))).map(FriendBook::picture);
    }

    private static Friend picture(KnownFriend friend) {
        List<Friend.Device> devices = friend.devices().stream()
                .map(device -> new Friend.Device(
                        device.identifier(),
                        device.trust(),
                        Instant.ofEpochSecond(device.firstSeen()),
                        time(device.lastSeen()),
                        time(device.rotatedAt())))
                .toList();
        return new Friend(
                friend.email(),
                friend.name(),
                friend.note(),
                friend.trust(),
                friend.blocked(),
                devices,
                List.of(),
                List.of(),
                devices.stream()
                        .map(Friend.Device::lastSeen)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(null));
    }

    private static @Nullable Instant time(long seconds) {
        return seconds == 0 ? null : Instant.ofEpochSecond(seconds);
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    /** Changes it in memory, and on disk a moment later. */
    private void change(String key, Change change) {
        if (!changeInMemory(key, change)) {
            return;
        }
        try {
            writing.execute(this::writeLater);
        } catch (RejectedExecutionException e) {
            LOG.debug("friends are written when they are closed");
        }
        changed.run();
    }

    /** Changes it in memory and on disk, or not at all. Waits. */
    private void changeNow(String key, Change change) {
        KnownFriend before = friends.get(key);
        if (!changeInMemory(key, change)) {
            return;
        }
        try {
            write();
        } catch (VaultException e) {
            changeInMemory(key, friend -> before);
            throw e;
        } finally {
            changed.run();
        }
    }

    /** Null: no such friend any more. */
    @FunctionalInterface
    private interface Change {
        @Nullable KnownFriend apply(KnownFriend friend);
    }

    private synchronized boolean changeInMemory(String key, Change change) {
        KnownFriend before = friends.get(key);
        if (before == null && friends.size() >= MAX_FRIENDS) {
            return false;
        }
        KnownFriend after = change.apply(before == null ? KnownFriend.of(key) : before);
        if (after == null ? before == null : after.equals(before)) {
            return false;
        }
        Map<String, KnownFriend> next = new TreeMap<>(friends);
        if (after == null) {
            next.remove(key);
        } else {
            next.put(key, after);
        }
        friends = next;
        return true;
    }

    private void writeLater() {
        try {
            write();
        } catch (VaultException e) {
            LOG.warn("friends are not remembered: {}", e.getMessage());
        }
    }

    /** Under a lock of its own: event loops must not wait for the disk. */
    private void write() {
        synchronized (writing) {
            Map<String, KnownFriend> now = friends;
            if (now.equals(written)) {
                return;
            }
            try {
                PrivateFiles.write(file, JSON.writeValueAsBytes(new Content(SCHEMA, List.copyOf(now.values()))));
                written = now;
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("texts can always be written", e);
            }
        }
    }

    private static Map<String, KnownFriend> read(Path file) {
        byte[] bytes = PrivateFiles.read(file, MAX_LENGTH).orElse(null);
        Map<String, KnownFriend> friends = new TreeMap<>();
        if (bytes != null) {
            try {
                Content content = Objects.requireNonNull(JSON.readValue(bytes, Content.class));
                for (KnownFriend friend : content.friends()) {
                    friends.put(key(friend.email()), friend);
                }
            } catch (IOException | RuntimeException e) {
                throw new DecodeException(
                        "the file " + file + " is damaged; if you move it away, everybody's identity is pinned anew");
            }
        }
        return friends;
    }

    @Override
    public void close() {
        writing.shutdown();
        writeLater();
    }
}
