package dev.portals.vault;

import dev.portals.vault.VaultException.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/** A random master key in a file: {@code "PVM1" || key (32) || SHA-256 of all before (32)}. */
record KeyFile(Path name) implements MasterKey {
    static final String NAME = "master.key";

    private static final byte[] MAGIC = "PVM1".getBytes(StandardCharsets.US_ASCII);
    private static final int HASHED = MAGIC.length + AeadKey.KEY_LENGTH;
    private static final int LENGTH = HASHED + 32;

    @Override
    public SecretBytes open(Path directory, boolean fresh) {
        Path file = directory.resolve(name);
        byte[] content = PrivateFiles.read(file, LENGTH).orElseGet(() -> create(file, fresh));
        try {
            byte[] hashed = Arrays.copyOf(content, HASHED);
            boolean sound = content.length == LENGTH
                    && Arrays.equals(content, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
                    && MessageDigest.isEqual(Sha256.digest(hashed), Arrays.copyOfRange(content, HASHED, LENGTH));
            Arrays.fill(hashed, (byte) 0);
            if (!sound) {
                throw new VaultException(Reason.CORRUPT, "the master key in " + file + " has been changed");
            }
            return SecretBytes.owning(Arrays.copyOfRange(content, MAGIC.length, HASHED));
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private static byte[] create(Path file, boolean fresh) {
        if (!fresh) {
            throw new VaultException(
                    Reason.CORRUPT, "the master key " + file + " is missing, and there are keys sealed by it");
        }
        byte[] key = new byte[AeadKey.KEY_LENGTH];
        new SecureRandom().nextBytes(key);
        byte[] content = Arrays.copyOf(MAGIC, LENGTH);
        System.arraycopy(key, 0, content, MAGIC.length, key.length);
        System.arraycopy(Sha256.digest(MAGIC, key), 0, content, HASHED, 32);
        Arrays.fill(key, (byte) 0);
        PrivateFiles.write(file, content);
        return content;
    }
}
