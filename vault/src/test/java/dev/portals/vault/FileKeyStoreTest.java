package dev.portals.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portals.vault.VaultException.Reason;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileKeyStoreTest {
    private static final String CANARY = "c0ffee00c0ffee11c0ffee22c0ffee33c0ffee44c0ffee55c0ffee66c0ffee77";
    private static final KeyHandle HANDLE = new KeyHandle(Vectors.hex("0102030405"));

    @TempDir
    Path temporary;

    private Path directory;

    @BeforeEach
    void chooseDirectory() {
        directory = temporary.resolve("home").resolve("vault");
    }

    private static SecretBytes canary() {
        return SecretBytes.owning(Vectors.hex(CANARY));
    }

    private static SecretBytes secret(int fill) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) fill);
        return SecretBytes.owning(bytes);
    }

    private FileKeyStore open() {
        return FileKeyStore.open(directory);
    }

    private static MasterKey passphrase(String text) {
        return new Passphrase(text.toCharArray(), new Passphrase.Cost(256, 1, 1));
    }

    private Path file(SecretKind kind, KeyHandle handle) {
        return directory.resolve(kind.label() + "-" + handle + ".secret");
    }

    private static void assertFails(Reason reason, String part, Runnable action) {
        VaultException e = catchThrowableOfType(VaultException.class, action::run);
        assertThat(e).isNotNull().hasMessageContaining(part);
        assertThat(e.reason()).isEqualTo(reason);
    }

    @Test
    void aSecretIsThereAfterReopening() {
        for (SecretKind kind : SecretKind.values()) {
            try (FileKeyStore store = open()) {
                store.put(kind, HANDLE, secret(kind.code()));
            }
        }
        try (FileKeyStore store = open()) {
            for (SecretKind kind : SecretKind.values()) {
                assertThat(store.find(kind, HANDLE)).contains(secret(kind.code()));
            }
        }
    }

    @Test
    void theLastOfTwoSecretsOfOneNameIsKept() {
        try (FileKeyStore store = open()) {
            store.put(SecretKind.X25519, HANDLE, secret(1));
            store.put(SecretKind.X25519, HANDLE, secret(2));
            assertThat(store.find(SecretKind.X25519, HANDLE)).contains(secret(2));
        }
    }

    @Test
    void everyByteOfAKeyFileCounts() throws IOException {
        try (FileKeyStore store = open()) {
            store.put(SecretKind.ED25519, HANDLE, canary());
            Path file = file(SecretKind.ED25519, HANDLE);
            byte[] sound = Files.readAllBytes(file);
            assertThat(sound).hasSize(64).startsWith("PVK1".getBytes(StandardCharsets.US_ASCII));
            for (int bit = 0; bit < sound.length * 8; bit++) {
                byte[] changed = sound.clone();
                changed[bit / 8] ^= (byte) (1 << (bit % 8));
                Files.write(file, changed);
                assertFails(
                        Reason.CORRUPT, file.getFileName().toString(), () -> store.find(SecretKind.ED25519, HANDLE));
            }
            Files.write(file, sound);
            assertThat(store.find(SecretKind.ED25519, HANDLE)).contains(canary());
        }
    }

    @Test
    void aKeyFileThatIsTooShortOrTooLongIsRefused() throws IOException {
        try (FileKeyStore store = open()) {
            store.put(SecretKind.ED25519, HANDLE, canary());
            Path file = file(SecretKind.ED25519, HANDLE);
            byte[] sound = Files.readAllBytes(file);
            for (int length = 0; length < 80; length++) {
                if (length != sound.length) {
                    Files.write(file, Arrays.copyOf(sound, length));
                    assertFails(
                            Reason.CORRUPT,
                            file.getFileName().toString(),
                            () -> store.find(SecretKind.ED25519, HANDLE));
                }
            }
        }
    }

    @Test
    void aKeyFileUnderTheNameOfAnotherIsRefused() throws IOException {
        KeyHandle other = new KeyHandle(Vectors.hex("0102030406"));
        try (FileKeyStore store = open()) {
            store.put(SecretKind.ED25519, HANDLE, canary());
            Files.copy(file(SecretKind.ED25519, HANDLE), file(SecretKind.ED25519, other));
            Files.copy(file(SecretKind.ED25519, HANDLE), file(SecretKind.X25519, HANDLE));
            assertFails(Reason.CORRUPT, other.toString(), () -> store.find(SecretKind.ED25519, other));
            assertFails(Reason.CORRUPT, "x25519", () -> store.find(SecretKind.X25519, HANDLE));
        }
    }

    @Test
    void oneCorruptKeyLeavesTheOthersUsable() throws IOException {
        try (SoftwareVault vault = new SoftwareVault(open())) {
            KeyHandle bad = vault.generateStaticKey();
            KeyHandle good = vault.generateStaticKey();
            Files.write(file(SecretKind.X25519, bad), new byte[64]);
            assertFails(Reason.CORRUPT, bad.toString(), () -> vault.agreementKey(bad));
            assertThat(vault.agreementKey(good)).isNotNull();
            assertThat(vault.deleteAgreementKey(bad)).isTrue();
        }
    }

    @Test
    void everyByteOfTheMasterKeyFileCounts() throws IOException {
        open().close();
        Path file = directory.resolve("master.key");
        byte[] sound = Files.readAllBytes(file);
        for (int at = 0; at < sound.length; at++) {
            byte[] changed = sound.clone();
            changed[at] ^= 1;
            Files.write(file, changed);
            assertFails(Reason.CORRUPT, "master.key", this::open);
        }
        Files.write(file, Arrays.copyOf(sound, sound.length + 1));
        assertFails(Reason.CORRUPT, "master.key", this::open);
        Files.write(file, Arrays.copyOf(sound, 10));
        assertFails(Reason.CORRUPT, "master.key", this::open);
        Files.write(file, sound);
        open().close();
    }

    @Test
    void aMissingMasterKeyIsNotReplacedByANewOne() throws IOException {
        try (FileKeyStore store = open()) {
            store.put(SecretKind.X25519, HANDLE, canary());
        }
        Files.delete(directory.resolve("master.key"));
        assertFails(Reason.CORRUPT, "missing", this::open);
        assertThat(directory.resolve("master.key")).doesNotExist();
        assertFails(Reason.CORRUPT, "missing", () -> FileKeyStore.open(directory, passphrase("x")));
    }

    @Test
    void anotherStoresMasterKeyOpensNothing() throws IOException {
        try (FileKeyStore store = open()) {
            store.put(SecretKind.X25519, HANDLE, canary());
        }
        Path other = temporary.resolve("other");
        FileKeyStore.open(other).close();
        Files.write(directory.resolve("master.key"), Files.readAllBytes(other.resolve("master.key")));
        try (FileKeyStore store = open()) {
            assertFails(Reason.CORRUPT, HANDLE.toString(), () -> store.find(SecretKind.X25519, HANDLE));
        }
    }

    @Test
    void aPassphraseOpensWhatItSealed() {
        try (FileKeyStore store = FileKeyStore.open(directory, passphrase("correct horse ü"))) {
            store.put(SecretKind.X25519, HANDLE, canary());
        }
        try (FileKeyStore store = FileKeyStore.open(directory, passphrase("correct horse ü"))) {
            assertThat(store.find(SecretKind.X25519, HANDLE)).contains(canary());
        }
        assertThat(directory.resolve("master.key")).doesNotExist();
    }

    @Test
    void aPublicPassphraseCostsWhatTheRfcRecommends() {
        FileKeyStore.open(directory, MasterKey.passphrase("pass".toCharArray())).close();
        assertThat(new Passphrase.Cost(65_536, 3, 4)).isEqualTo(Passphrase.Cost.STANDARD);
        FileKeyStore.open(directory, MasterKey.passphrase("pass".toCharArray())).close();
    }

    @Test
    void aWrongPassphraseIsRefusedEvenWhileThereAreNoKeys() {
        FileKeyStore.open(directory, passphrase("right")).close();
        for (String wrong : List.of("", "Right", "right ", "righ")) {
            assertFails(Reason.CORRUPT, "wrong passphrase", () -> FileKeyStore.open(directory, passphrase(wrong)));
        }
        assertFails(Reason.CORRUPT, "missing", this::open);
        FileKeyStore.open(directory, passphrase("right")).close();
    }

    @Test
    void everyByteOfThePassphraseFileCounts() throws IOException {
        FileKeyStore.open(directory, passphrase("right")).close();
        Path file = directory.resolve("master.passphrase");
        byte[] sound = Files.readAllBytes(file);
        for (int at = 0; at < sound.length; at++) {
            byte[] changed = sound.clone();
            changed[at] ^= 1;
            Files.write(file, changed);
            assertFails(Reason.CORRUPT, "master.passphrase", () -> FileKeyStore.open(directory, passphrase("right")));
        }
        for (int length : new int[] {0, 4, 31, 91, sound.length + 1}) {
            Files.write(file, Arrays.copyOf(sound, length));
            assertFails(Reason.CORRUPT, "master.passphrase", () -> FileKeyStore.open(directory, passphrase("right")));
        }
    }

    /** A changed file must not make us reserve as much memory, or work as long, as it says. */
    @Test
    void anUnreasonableCostIsRefusedBeforeItIsPaid() {
        for (Passphrase.Cost cost : List.of(
                new Passphrase.Cost(Integer.MAX_VALUE, 1, 1),
                new Passphrase.Cost(256, Integer.MAX_VALUE, 1),
                new Passphrase.Cost(256, 1, Integer.MAX_VALUE),
                new Passphrase.Cost(-1, 1, 1),
                new Passphrase.Cost(256, 0, 1),
                new Passphrase.Cost(256, 1, 0),
                new Passphrase.Cost(256, 1, -1),
                new Passphrase.Cost(7, 1, 1))) {
            assertThat(cost.sane()).as("%s", cost).isFalse();
        }
        assertThat(Passphrase.Cost.STANDARD.sane()).isTrue();
    }

    @Test
    void aPassphraseIsWipedWhenItHasBeenUsed() {
        MasterKey used = passphrase("right");
        FileKeyStore.open(directory, used).close();
        assertThatThrownBy(() -> FileKeyStore.open(directory, used)).isInstanceOf(IllegalStateException.class);
        FileKeyStore.open(directory, passphrase("right")).close();
    }

    @Test
    void whatAKilledProcessLeftUnfinishedIsClearedAway() throws IOException {
        try (FileKeyStore store = open()) {
            store.put(SecretKind.X25519, HANDLE, canary());
        }
        Path file = file(SecretKind.X25519, HANDLE);
        Path halfNew = file.resolveSibling("ed25519-99.secret.tmp");
        Path halfOld = file.resolveSibling(file.getFileName() + ".tmp");
        Files.write(halfNew, new byte[5]);
        Files.write(halfOld, new byte[5]);
        try (FileKeyStore store = open()) {
            assertThat(halfNew).doesNotExist();
            assertThat(halfOld).doesNotExist();
            assertThat(store.find(SecretKind.X25519, HANDLE)).contains(canary());
        }
    }

    /** The new content is written beside the old, which stays until it is replaced in one step. */
    @Test
    void aReplacementThatFailsLeavesTheOldSecret() throws IOException {
        try (FileKeyStore store = open()) {
            store.put(SecretKind.X25519, HANDLE, secret(1));
            Path file = file(SecretKind.X25519, HANDLE);
            Files.createDirectories(
                    file.resolveSibling(file.getFileName() + ".tmp").resolve("in the way"));
            assertFails(Reason.STORAGE, file.toString(), () -> store.put(SecretKind.X25519, HANDLE, secret(2)));
            assertThat(store.find(SecretKind.X25519, HANDLE)).contains(secret(1));
        }
    }

    @Test
    void aHalfWrittenMasterKeyLeavesTheStoreNew() throws IOException {
        Files.createDirectories(directory);
        Files.write(directory.resolve("master.key.tmp"), new byte[5]);
        open().close();
        open().close();
    }

    @Test
    void onlyTheOwnerMayReadOrEnter() throws IOException {
        Files.createDirectories(directory);
        try (FileKeyStore store = open()) {
            store.put(SecretKind.X25519, HANDLE, canary());
        }
        FileKeyStore.open(temporary.resolve("sealed"), passphrase("p")).close();
        for (Path home : List.of(directory, temporary.resolve("sealed"))) {
            assertPrivate(home, "rwx------");
            try (Stream<Path> files = Files.list(home)) {
                for (Path file : files.toList()) {
                    assertPrivate(file, "rw-------");
                }
            }
        }
    }

    private static void assertPrivate(Path path, String posix) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .as("%s", path)
                    .isEqualTo(posix);
        } else {
            AclFileAttributeView acl = Files.getFileAttributeView(path, AclFileAttributeView.class);
            assertThat(acl.getAcl()).allMatch(entry -> entry.principal().equals(owner(acl)));
        }
    }

    private static Object owner(AclFileAttributeView acl) {
        try {
            return acl.getOwner();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatTheFileSystemRefusesIsAStorageFailure() throws IOException {
        Files.createDirectories(temporary.resolve("home"));
        Files.write(directory, new byte[1]);
        assertFails(Reason.STORAGE, directory.toString(), this::open);
        Files.delete(directory);
        try (FileKeyStore store = open()) {
            Path blocked = file(SecretKind.X25519, HANDLE);
            Files.createDirectories(blocked.resolve("inside"));
            assertFails(Reason.STORAGE, blocked.toString(), () -> store.put(SecretKind.X25519, HANDLE, canary()));
            assertFails(Reason.STORAGE, blocked.toString(), () -> store.find(SecretKind.X25519, HANDLE));
            assertFails(Reason.STORAGE, blocked.toString(), () -> store.delete(SecretKind.X25519, HANDLE));
        }
    }

    @Test
    void aClosedStoreRefusesEverything() {
        for (KeyStore store : List.of(open(), KeyStore.inMemory())) {
            store.put(SecretKind.X25519, HANDLE, canary());
            store.close();
            store.close();
            assertFails(Reason.STORAGE, "closed", () -> store.put(SecretKind.X25519, HANDLE, canary()));
            assertFails(Reason.STORAGE, "closed", () -> store.find(SecretKind.X25519, HANDLE));
            assertFails(Reason.STORAGE, "closed", () -> store.delete(SecretKind.X25519, HANDLE));
        }
    }

    @Test
    void namesAndSecretsOfTheWrongLengthAreErrorsOfTheCaller() {
        try (FileKeyStore store = open()) {
            KeyHandle long65 = new KeyHandle(new byte[65]);
            assertThatThrownBy(() -> store.find(SecretKind.X25519, long65))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> store.put(SecretKind.X25519, HANDLE, SecretBytes.owning(new byte[31])))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** Every place a secret could show: the files, the texts of all objects, every failure with its causes. */
    @Test
    void noSecretShowsInAFileATextOrAFailure() throws IOException {
        StringWriter texts = new StringWriter();
        PrintWriter print = new PrintWriter(texts);
        List<byte[]> contents = new ArrayList<>();
        MasterKey master = passphrase("canary passphrase");
        try (FileKeyStore store = FileKeyStore.open(directory, master);
                SoftwareVault vault = new SoftwareVault(store);
                SecretBytes secret = canary();
                AeadKey key = new AeadKey(secret)) {
            KeyHandle handle = vault.importSigningKey(SigningAlgorithm.ED25519, secret);
            KeyHandle agreement = vault.importAgreementKey(secret);
            KeyHandle ephemeral = vault.importEphemeralKey(secret);
            for (Object object : List.of(
                    master,
                    store,
                    vault,
                    vault.asVault(),
                    secret,
                    key,
                    handle,
                    agreement,
                    ephemeral,
                    MasterKey.file())) {
                print.println(object);
            }
            print.println(vault.sign(handle, new byte[1]) + " " + vault.verifyingKey(handle));
            print.println(vault.agreementKey(agreement));
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    contents.add(Files.readAllBytes(file));
                }
            }
            Files.write(file(SecretKind.ED25519, handle), new byte[64]);
            for (Runnable failing : List.<Runnable>of(
                    () -> vault.sign(handle, new byte[1]),
                    () -> vault.agree(agreement, new X25519PublicKey(new byte[32])),
                    () -> vault.agree(new KeyHandle(new byte[1]), vault.agreementKey(agreement)),
                    () -> FileKeyStore.open(directory, passphrase("canary passphrase")),
                    () -> vault.importSigningKey(
                            SigningAlgorithm.ECDSA_P256_SHA256, SecretBytes.owning(Vectors.hex(CANARY + CANARY))))) {
                assertThatThrownBy(failing::run).satisfies(e -> e.printStackTrace(print));
            }
        }
        assertThatThrownBy(() -> FileKeyStore.open(directory, passphrase("canary passphrasE")))
                .satisfies(e -> e.printStackTrace(print));
        assertThat(contents).hasSizeGreaterThanOrEqualTo(4);
        for (byte[] content : contents) {
            assertThat(Vectors.hex(content)).doesNotContain("c0ffee11c0ffee22", "c0ffee66c0ffee77");
        }
        assertThat(texts.toString().toLowerCase(Locale.ROOT))
                .contains("vaultexception")
                .doesNotContain("c0ffee", "canary", "[-64, -1, -18");
    }
}
