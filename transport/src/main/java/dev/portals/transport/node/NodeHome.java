package dev.portals.transport.node;

import dev.portals.core.identity.ChangeHistory;
import dev.portals.core.identity.FileIdentityStore;
import dev.portals.core.identity.Identities;
import dev.portals.core.identity.Identity;
import dev.portals.core.identity.IdentityStore;
import dev.portals.vault.FileKeyStore;
import dev.portals.vault.SigningAlgorithm;
import dev.portals.vault.SoftwareVault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where one node keeps what must outlive its process: its keys in {@code vault/}, its identities in {@code identities/}.
 * One process at a time; the vault's lock sees to that.
 */
public final class NodeHome implements AutoCloseable {
    private static final String IDENTITY = "default";

    private final @Nullable Path directory;
    private final SoftwareVault vault;
    private final Identities identities;

    private NodeHome(@Nullable Path directory, SoftwareVault vault, IdentityStore store) {
        this.directory = directory;
        this.vault = vault;
        this.identities = new Identities(vault.asVault(), store, InstantSource.system());
    }

    /** Opens the directory, making it if it isn't there. */
    public static NodeHome open(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("the home " + directory + " can't be made", e);
        }
        SoftwareVault vault = new SoftwareVault(FileKeyStore.open(directory.resolve("vault")));
        try {
            return new NodeHome(directory, vault, FileIdentityStore.open(directory.resolve("identities")));
        } catch (RuntimeException e) {
            vault.close();
            throw e;
        }
    }

    /**
     * The identity of a home without its keys, also while another process uses the home; empty if none has been made.
     *
     * @throws dev.portals.vault.VaultException if it can't be read
     */
    public static Optional<Identity> peekIdentity(Path directory) {
        Optional<ChangeHistory> history = FileIdentityStore.peekDefault(directory.resolve("identities"));
        try (NodeHome verifier = inMemory()) {
            return history.map(known -> verifier.identities().verify(known, null));
        }
    }

    /** A home that vanishes with the process. */
    public static NodeHome inMemory() {
        return new NodeHome(null, SoftwareVault.inMemory(), IdentityStore.inMemory());
    }

    /** The directory; empty for a home in memory. */
    public Optional<Path> directory() {
        return Optional.ofNullable(directory);
    }

    /** Identities and their keys. */
    public Identities identities() {
        return identities;
    }

    /** This home's own identity; empty if none has been made. */
    public Optional<Identity> identity() {
        return identities.defaultIdentity().flatMap(identities::find);
    }

    /** This home's own identity, made now if there is none. */
    public Identity identityOrCreate() {
        return identity().orElseGet(this::createIdentity);
    }

    /** Makes this home's own identity. */
    public Identity createIdentity() {
        return identities.create(IDENTITY, SigningAlgorithm.ED25519);
    }

    @Override
    public void close() {
        vault.close();
    }
}
