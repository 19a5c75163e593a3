package dev.portals.orchestrator.store;

import dev.portals.core.codec.DecodeException;
import dev.portals.core.identity.ChangeHistory;
import dev.portals.core.identity.Identifier;
import dev.portals.core.identity.IdentityException;
import dev.portals.core.identity.IdentityStore;
import dev.portals.core.identity.Purpose;
import dev.portals.core.identity.PurposeKeyAttestation;
import dev.portals.vault.VaultException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Keeps identities in the database. What was read or written within the last {@link #FRESH} seconds is answered from memory:
 * so long another instance may not notice a rotated key; a replacement is always decided by the database.
 */
final class SqlIdentityStore implements IdentityStore {
    /** How many histories are kept besides ours and kept ones. */
    static final int MOST_PEERS = 100_000;
    /** Seconds for which another instance's changes may go unnoticed. */
    static final long FRESH = 5;

    private static final int MOST_CACHED = 10_000;

    private record PurposeKeyName(Identifier identifier, Purpose purpose) {}

    private final KeyRecords records;
    private final PeerHistories peers;
    private final FreshEntries<Identifier, ChangeHistory> histories;
    private final FreshEntries<PurposeKeyName, PurposeKeyAttestation> purposeKeys;

    SqlIdentityStore(Database database, InstantSource clock, int mostPeers) {
        this.records = new KeyRecords(database);
        this.peers = new PeerHistories(records, clock, mostPeers);
        this.histories = new FreshEntries<>(MOST_CACHED, FRESH, clock);
        this.purposeKeys = new FreshEntries<>(MOST_CACHED, FRESH, clock);
    }

    @Override
    public Optional<ChangeHistory> find(Identifier identifier) {
        peers.used(identifier);
        return histories.get(identifier, () -> records.read(handle -> stored(handle, identifier)));
    }

    private static Optional<ChangeHistory> stored(Handle handle, Identifier identifier) {
        return handle.createQuery("SELECT history FROM change_histories"
                        + " WHERE identifier = :identifier AND history IS NOT NULL")
                .bind("identifier", identifier.toString())
                .mapTo(String.class)
                .findOne()
                .map(text -> decoded("the history of " + identifier, () -> ChangeHistory.fromHex(text)));
    }

    @Override
    public boolean replace(Identifier identifier, @Nullable ChangeHistory expected, ChangeHistory next) {
        int changed = records.write(handle -> expected == null
                ? handle.createUpdate("INSERT INTO change_histories (identifier, history, kept, used_at)"
                                + " VALUES (:identifier, :next, :kept, :now) ON CONFLICT (identifier)"
                                + " DO UPDATE SET history = :next WHERE change_histories.history IS NULL")
                        .bind("identifier", identifier.toString())
                        .bind("next", next.toHex())
                        .bind("kept", false)
                        .bind("now", peers.now())
                        .execute()
                : handle.createUpdate("UPDATE change_histories SET history = :next"
                                + " WHERE identifier = :identifier AND history = :expected")
                        .bind("identifier", identifier.toString())
                        .bind("next", next.toHex())
                        .bind("expected", expected.toHex())
                        .execute());
        if (changed == 0) {
            histories.remove(identifier);
            return false;
        }
        histories.put(identifier, next);
        peers.used(identifier);
        if (expected == null) {
            peers.evict(identifier).forEach(histories::remove);
        }
        return true;
    }

    @Override
    public void keep(Identifier identifier) {
        records.write(handle -> handle.createUpdate("INSERT INTO change_histories (identifier, history, kept, used_at)"
                        + " VALUES (:identifier, NULL, :kept, :now)"
                        + " ON CONFLICT (identifier) DO UPDATE SET kept = :kept")
                .bind("identifier", identifier.toString())
                .bind("kept", true)
                .bind("now", peers.now())
                .execute());
    }

    @Override
    public SortedMap<String, Identifier> own() {
        return records.read(handle -> {
            SortedMap<String, Identifier> own = new TreeMap<>();
            handle.createQuery("SELECT name, identifier FROM own_identities")
                    .map((row, context) -> own.put(row.getString(1), identifier(row.getString(2))))
                    .list();
            return own;
        });
    }

    private static Identifier identifier(String text) {
        return decoded("the identifier of one of our identities", () -> Identifier.parse(text));
    }

    @Override
    public Optional<String> defaultName() {
        return records.read(handle -> one(handle, "SELECT name FROM own_identities WHERE is_default"));
    }

    private static Optional<String> one(Handle handle, String query) {
        return handle.createQuery(query).mapTo(String.class).findFirst();
    }

    @Override
    public void name(String name, Identifier identifier) {
        records.write(handle -> {
            Optional<String> holder = handle.createQuery("SELECT identifier FROM own_identities WHERE name = :name")
                    .bind("name", name)
                    .mapTo(String.class)
                    .findOne();
            if (holder.isEmpty()) {
                boolean first = one(handle, "SELECT name FROM own_identities WHERE is_default")
                        .isEmpty();
                return handle.createUpdate("INSERT INTO own_identities (name, identifier, is_default)"
                                + " VALUES (:name, :identifier, :first)")
                        .bind("name", name)
                        .bind("identifier", identifier.toString())
                        .bind("first", first)
                        .execute();
            }
            if (!holder.get().equals(identifier.toString())) {
                throw new IdentityException(
                        IdentityException.Reason.NAME_TAKEN, "there is another identity named " + name);
            }
            return 0;
        });
    }

    @Override
    public void makeDefault(String name) {
        records.write(handle -> {
            if (!isOwn(handle, name)) {
                throw new IdentityException(
                        IdentityException.Reason.UNKNOWN_IDENTITY, "there is no identity named " + name);
            }
            return choose(handle, name);
        });
    }

    private static boolean isOwn(Handle handle, String name) {
        return handle.createQuery("SELECT name FROM own_identities WHERE name = :name")
                .bind("name", name)
                .mapTo(String.class)
                .findOne()
                .isPresent();
    }

    private static int choose(Handle handle, String name) {
        return handle.createUpdate("UPDATE own_identities SET is_default = (name = :name)")
                .bind("name", name)
                .execute();
    }

    @Override
    public boolean removeName(String name) {
        return records.write(handle -> {
            int removed = handle.createUpdate("DELETE FROM own_identities WHERE name = :name")
                    .bind("name", name)
                    .execute();
            if (one(handle, "SELECT name FROM own_identities WHERE is_default").isEmpty()) {
                one(handle, "SELECT MIN(name) FROM own_identities").ifPresent(next -> choose(handle, next));
            }
            return removed > 0;
        });
    }

    @Override
    public Optional<PurposeKeyAttestation> purposeKey(Identifier identifier, Purpose purpose) {
        Supplier<Optional<PurposeKeyAttestation>> stored =
                () -> records.read(handle -> handle.createQuery("SELECT attestation FROM purpose_keys"
                                + " WHERE identifier = :identifier AND purpose = :purpose")
                        .bind("identifier", identifier.toString())
                        .bind("purpose", label(purpose))
                        .mapTo(String.class)
                        .findOne()
                        .map(text -> attestation(identifier, text)));
        return purposeKeys.get(new PurposeKeyName(identifier, purpose), stored);
    }

    private static PurposeKeyAttestation attestation(Identifier identifier, String text) {
        return decoded(
                "a purpose key of " + identifier,
                () -> PurposeKeyAttestation.decode(HexFormat.of().parseHex(text)));
    }

    @Override
    public void putPurposeKey(Identifier identifier, Purpose purpose, PurposeKeyAttestation attestation) {
        records.write(handle -> handle.createUpdate("INSERT INTO purpose_keys (identifier, purpose, attestation)"
                        + " VALUES (:identifier, :purpose, :attestation)"
                        + " ON CONFLICT (identifier, purpose) DO UPDATE SET attestation = :attestation")
                .bind("identifier", identifier.toString())
                .bind("purpose", label(purpose))
                .bind("attestation", HexFormat.of().formatHex(attestation.encode()))
                .execute());
        purposeKeys.put(new PurposeKeyName(identifier, purpose), attestation);
    }

    private static String label(Purpose purpose) {
        return switch (purpose) {
            case SECURE_CHANNEL -> "channel";
            case CREDENTIALS -> "credentials";
        };
    }

    private static <T> T decoded(String what, Supplier<T> decoding) {
        try {
            return decoding.get();
        } catch (DecodeException | IllegalArgumentException e) {
            throw new VaultException(
                    VaultException.Reason.CORRUPT, what + " in the database is damaged: " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return "SqlIdentityStore";
    }
}
