package dev.portals.core.credential;

import dev.portals.core.codec.DecodeException;
import dev.portals.vault.PrivateFiles;
import dev.portals.vault.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps credentials in a directory, a file each, for its owner alone: {@code SHA-256(subject || issuer || scope).credential}
 * with the CBOR of CredentialAndPurposeKey. A file replaces its predecessor in one step.
 */
public final class FileCredentialCache implements CredentialCache {
    private static final Logger LOG = LoggerFactory.getLogger(FileCredentialCache.class);
    private static final int MOST = 128 * 1024;

    private final Path directory;

    private FileCredentialCache(Path directory) {
        this.directory = directory;
    }

    /** Opens the cache; makes its directory if need be. */
    public static FileCredentialCache open(Path directory) {
        PrivateFiles.createDirectory(directory);
        return new FileCredentialCache(directory);
    }

    @Override
    public synchronized Optional<Credential> find(Key key) {
        return PrivateFiles.read(file(key), MOST).flatMap(content -> {
            try {
                return Optional.of(Credential.decode(content));
            } catch (DecodeException e) {
                LOG.warn("a cached credential of {} is damaged and will be fetched anew", key.subject());
                return Optional.empty();
            }
        });
    }

    @Override
    public synchronized void put(Key key, Credential credential) {
        PrivateFiles.write(file(key), credential.encode());
    }

    @Override
    public synchronized void remove(Key key) {
        PrivateFiles.delete(file(key));
    }

    private Path file(Key key) {
        byte[] name = Sha256.digest(
                key.subject().bytes(), key.issuer().bytes(), key.scope().getBytes(StandardCharsets.UTF_8));
        return directory.resolve(HexFormat.of().formatHex(name) + ".credential");
    }
}
