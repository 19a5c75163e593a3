package dev.portals.core.identity;

import dev.portals.core.codec.DecodeException;
import dev.portals.vault.PrivateFiles;
import dev.portals.vault.VaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps identities in a directory, for one process at a time; the vault beside it holds the lock.
 *
 * <pre>
 * names                   which identities are ours or kept, and the default
 * IDENTIFIER.history      a change history
 * IDENTIFIER.channel      the attestation of a secure channel key
 * IDENTIFIER.credentials  the attestation of a credential key
 * </pre>
 *
 * All in CBOR. A file replaces its predecessor in one step and is durable before the call returns, so a process killed at
 * any moment leaves a store with all that was acknowledged. Directory and files are open to their owner alone. After a
 * restart peers count as used when their history was written.
 */
public final class FileIdentityStore implements IdentityStore {
    /** How many peers' histories are kept unless stated otherwise. */
    public static final int MOST_PEERS = 10_000;

    private static final String HISTORY = ".history";
    private static final String NAMES = "names";
    private static final int MOST_BYTES = 1 << 20;

    private final Path directory;
    private final int mostPeers;
    private final Names names;
    private final Map<Identifier, Boolean> used = new LinkedHashMap<>(16, 0.75f, true);

    private FileIdentityStore(Path directory, int mostPeers) {
        this.directory = directory;
        this.mostPeers = mostPeers;
        this.names = read(directory.resolve(NAMES)).map(this::names).orElseGet(Names::new);
    }

    /** Opens the store; makes its directory if need be. */
    public static FileIdentityStore open(Path directory) {
        return open(directory, MOST_PEERS);
    }

    /**
     * Opens the store; makes its directory if need be.
     *
     * @param mostPeers how many histories are kept, those of ours and kept ones included
     * @throws VaultException if it can't be read
     */
    public static FileIdentityStore open(Path directory, int mostPeers) {
        PrivateFiles.createDirectory(directory);
        FileIdentityStore store = new FileIdentityStore(directory, mostPeers);
        store.list();
        return store;
    }

    /**
     * The change history of the directory's default identity, for who doesn't hold the vault's lock: makes, changes and
     * removes nothing, so that another process may have the store open.
     *
     * @throws VaultException if it can't be read
     */
    public static Optional<ChangeHistory> peekDefault(Path directory) {
        FileIdentityStore store = new FileIdentityStore(directory, MOST_PEERS);
        return store.defaultName().map(store.own()::get).flatMap(store::readHistory);
    }

    /** Clears away what a killed process left unfinished and learns which histories there are. */
    private void list() {
        record Entry(Path file, FileTime written) {}
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> all = files.toList();
            List<Entry> histories = new ArrayList<>();
            for (Path file : all) {
                String name = file.getFileName().toString();
                if (name.endsWith(PrivateFiles.TEMPORARY)) {
                    PrivateFiles.delete(file);
                } else if (name.endsWith(HISTORY)) {
                    histories.add(new Entry(file, Files.getLastModifiedTime(file)));
                }
            }
            histories.sort(Comparator.comparing(Entry::written));
            for (Entry history : histories) {
                String name = history.file().getFileName().toString();
                used.put(Identifier.parse(name.substring(0, name.length() - HISTORY.length())), true);
            }
        } catch (IOException e) {
            throw PrivateFiles.failed("list", directory, e);
        } catch (DecodeException e) {
            throw corrupt(directory, e);
        }
    }

    @Override
    public synchronized Optional<ChangeHistory> find(Identifier identifier) {
        return used.get(identifier) == null ? Optional.empty() : readHistory(identifier);
    }

    private Optional<ChangeHistory> readHistory(Identifier identifier) {
        Path file = file(identifier, HISTORY);
        return read(file).map(content -> {
            try {
                return ChangeHistory.decode(content);
            } catch (DecodeException e) {
                throw corrupt(file, e);
            }
        });
    }

    @Override
    public synchronized boolean replace(Identifier identifier, @Nullable ChangeHistory expected, ChangeHistory next) {
        if (!Objects.equals(find(identifier).orElse(null), expected)) {
            return false;
        }
        PrivateFiles.write(file(identifier, HISTORY), next.encode());
        used.put(identifier, true);
        if (used.size() > mostPeers) {
            used.keySet().stream()
                    .filter(candidate -> !candidate.equals(identifier) && !names.isKept(candidate))
                    .findFirst()
                    .ifPresent(this::evict);
        }
        return true;
    }

    private void evict(Identifier peer) {
        PrivateFiles.delete(file(peer, HISTORY));
        used.remove(peer);
    }

    @Override
    public synchronized void keep(Identifier identifier) {
        if (names.keep(identifier)) {
            writeNames();
        }
    }

    @Override
    public synchronized SortedMap<String, Identifier> own() {
        return names.own();
    }

    @Override
    public synchronized Optional<String> defaultName() {
        return names.defaultName();
    }

    @Override
    public synchronized void name(String name, Identifier identifier) {
        names.name(name, identifier);
        writeNames();
    }

    @Override
    public synchronized void makeDefault(String name) {
        names.makeDefault(name);
        writeNames();
    }

    @Override
    public synchronized boolean removeName(String name) {
        boolean removed = names.remove(name);
        if (removed) {
            writeNames();
        }
        return removed;
    }

    @Override
    public synchronized Optional<PurposeKeyAttestation> purposeKey(Identifier identifier, Purpose purpose) {
        Path file = file(identifier, ending(purpose));
        return read(file).map(content -> {
            try {
                return PurposeKeyAttestation.decode(content);
            } catch (DecodeException e) {
                throw corrupt(file, e);
            }
        });
    }

    @Override
    public synchronized void putPurposeKey(Identifier identifier, Purpose purpose, PurposeKeyAttestation attestation) {
        PrivateFiles.write(file(identifier, ending(purpose)), attestation.encode());
    }

    private static String ending(Purpose purpose) {
        return switch (purpose) {
            case SECURE_CHANNEL -> ".channel";
            case CREDENTIALS -> ".credentials";
        };
    }

    private Path file(Identifier identifier, String ending) {
        return directory.resolve(identifier + ending);
    }

    private void writeNames() {
        PrivateFiles.write(directory.resolve(NAMES), names.encode());
    }

    private Names names(byte[] content) {
        try {
            return Names.decode(content);
        } catch (DecodeException e) {
            throw corrupt(directory.resolve(NAMES), e);
        }
    }

    private static Optional<byte[]> read(Path file) {
        return PrivateFiles.read(file, MOST_BYTES);
    }

    private static VaultException corrupt(Path file, DecodeException cause) {
        return new VaultException(
                VaultException.Reason.CORRUPT, file + " has been damaged: " + cause.getMessage(), cause);
    }

    @Override
    public String toString() {
        return "FileIdentityStore[" + directory + "]";
    }
}
