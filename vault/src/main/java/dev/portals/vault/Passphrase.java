package dev.portals.vault;

import dev.portals.vault.VaultException.Reason;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * A random master key that is sealed by a passphrase, in a file:
 *
 * <pre>
 * "PVP1" | memory KiB u32 | passes u32 | lanes u32 | salt (16) | nonce (12) | sealed key (32 + 16)
 * </pre>
 *
 * The header, up to the salt, is additional data of the seal. So a wrong passphrase is noticed at once, even while
 * there are no keys.
 */
final class Passphrase implements MasterKey {
    static final String NAME = "master.passphrase";

    /** What guessing a passphrase costs. */
    record Cost(int memoryKib, int passes, int lanes) {
        /** The second recommended option of RFC 9106, section 4. */
        static final Cost STANDARD = new Cost(64 * 1024, 3, 4);

        private static final int MOST_MEMORY_KIB = 256 * 1024;
        private static final int MOST_PASSES = 64;
        private static final int MOST_LANES = 64;

        boolean sane() {
            return lanes >= 1
                    && lanes <= MOST_LANES
                    && memoryKib >= 8 * lanes
                    && memoryKib <= MOST_MEMORY_KIB
                    && passes >= 1
                    && passes <= MOST_PASSES;
        }
    }

    private static final byte[] MAGIC = "PVP1".getBytes(StandardCharsets.US_ASCII);
    private static final int SALT = 16;
    private static final int HEADER = MAGIC.length + 3 * Integer.BYTES + SALT;
    private static final int LENGTH = HEADER + Sealed.OVERHEAD + AeadKey.KEY_LENGTH;

    private final SecretBytes utf8;
    private final Cost cost;

    Passphrase(char[] passphrase, Cost cost) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(passphrase));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        Arrays.fill(encoded.array(), (byte) 0);
        this.utf8 = SecretBytes.owning(bytes);
        this.cost = cost;
    }

    @Override
    public SecretBytes open(Path directory, boolean fresh) {
        Path file = directory.resolve(NAME);
        try (utf8) {
            return PrivateFiles.read(file, LENGTH)
                    .map(content -> unseal(file, content))
                    .orElseGet(() -> create(file, fresh));
        }
    }

    private SecretBytes unseal(Path file, byte[] content) {
        byte[] header = Arrays.copyOf(content, HEADER);
        ByteBuffer fields = ByteBuffer.wrap(header);
        byte[] magic = new byte[MAGIC.length];
        fields.get(magic);
        Cost stored = new Cost(fields.getInt(), fields.getInt(), fields.getInt());
        if (content.length != LENGTH || !Arrays.equals(magic, MAGIC) || !stored.sane()) {
            throw refused(file);
        }
        try (SecretBytes key = derive(stored, Arrays.copyOfRange(header, HEADER - SALT, HEADER))) {
            return Sealed.open(key, header, Arrays.copyOfRange(content, HEADER, LENGTH))
                    .orElseThrow(() -> refused(file));
        }
    }

    private SecretBytes create(Path file, boolean fresh) {
        if (!fresh) {
            throw new VaultException(
                    Reason.CORRUPT, "the master key " + file + " is missing, and there are keys sealed by it");
        }
        SecureRandom random = new SecureRandom();
        byte[] salt = new byte[SALT];
        random.nextBytes(salt);
        byte[] master = new byte[AeadKey.KEY_LENGTH];
        random.nextBytes(master);
        byte[] header = ByteBuffer.allocate(HEADER)
                .put(MAGIC)
                .putInt(cost.memoryKib)
                .putInt(cost.passes)
                .putInt(cost.lanes)
                .put(salt)
                .array();
        SecretBytes secret = SecretBytes.owning(master);
        try (SecretBytes key = derive(cost, salt)) {
            byte[] sealed = Sealed.seal(key, header, secret);
            PrivateFiles.write(
                    file, ByteBuffer.allocate(LENGTH).put(header).put(sealed).array());
        }
        return secret;
    }

    private SecretBytes derive(Cost with, byte[] salt) {
        Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
        argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(with.memoryKib)
                .withIterations(with.passes)
                .withParallelism(with.lanes)
                .withSalt(salt)
                .build());
        byte[] key = new byte[AeadKey.KEY_LENGTH];
        byte[] raw = utf8.reveal();
        argon2.generateBytes(raw, key);
        Arrays.fill(raw, (byte) 0);
        return SecretBytes.owning(key);
    }

    private static VaultException refused(Path file) {
        return new VaultException(Reason.CORRUPT, "wrong passphrase, or " + file + " has been changed");
    }

    @Override
    public String toString() {
        return "Passphrase";
    }
}
