package dev.portals.vault;

import java.nio.file.Path;

/** Where the key comes from that seals the secrets of a {@link KeyStore}. */
public sealed interface MasterKey permits KeyFile, Passphrase {
    /**
     * A random key in the file {@code master.key} of the same directory, made when the directory is new.
     *
     * <p>It protects against reading single key files: a backup, an index or a wrong copy without {@code master.key}
     * tells nothing, and a change to a key file is noticed. It does not protect against whoever can read the whole
     * directory: that is what the file permissions, and a {@link #passphrase}, are for.
     */
    static MasterKey file() {
        return file(Path.of(KeyFile.NAME));
    }

    /**
     * A random key in that file, made when nothing has been sealed yet.
     *
     * @param file within the directory of the store, unless it is absolute
     */
    static MasterKey file(Path file) {
        return new KeyFile(file);
    }

    /**
     * A key that is sealed by a passphrase, with Argon2id (64 MiB, 3 passes): the directory alone tells nothing to
     * whoever can't guess the passphrase. The array is copied; the copy is wiped at the first use.
     */
    static MasterKey passphrase(char[] passphrase) {
        return new Passphrase(passphrase, Passphrase.Cost.STANDARD);
    }

    /**
     * Reads the key, or makes one if the directory holds none.
     *
     * @param fresh whether nothing has been sealed yet; if something has, a missing key is {@link
     *     VaultException.Reason#CORRUPT}
     */
    SecretBytes open(Path directory, boolean fresh);
}
