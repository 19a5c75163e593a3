package dev.portals.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import dev.portals.vault.KeyHandle;
import dev.portals.vault.Sha256;
import dev.portals.vault.Signature;
import dev.portals.vault.Signatures;
import dev.portals.vault.SigningAlgorithm;
import dev.portals.vault.SoftwareVault;
import dev.portals.vault.VerifyingKey;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedTest {
    private static final byte[] BODY = {1, 2, 3};
    private static final String ZEROS = "00".repeat(64);
    private static final String SIGNATURE = "8200815840" + ZEROS;

    private final SoftwareVault vault = SoftwareVault.inMemory();

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static Signed read(String text) {
        return Signed.decode(new CborReader(hex(text)));
    }

    @ParameterizedTest
    @EnumSource
    void theDigestIsWhatIsSigned(SigningAlgorithm algorithm) {
        KeyHandle handle = vault.generateSigningKey(algorithm);
        VerifyingKey key = vault.verifyingKey(handle);
        Signed signed = Signed.sign(Signed.CREDENTIAL, BODY, vault, handle);
        assertThat(signed.data()).isEqualTo(hex("83010343010203"));
        assertThat(signed.isSignedBy(key)).isTrue();
        assertThat(Signatures.verify(key, Sha256.digest(signed.data()), signed.signature()))
                .isTrue();
        assertThat(Signatures.verify(key, signed.data(), signed.signature())).isFalse();
        byte[] encoded = signed.encode(new CborWriter()).toBytes();
        assertThat(Signed.decode(new CborReader(encoded))).isEqualTo(signed);
    }

    @Test
    void aSignatureOfTheOtherSchemeIsWrong() {
        VerifyingKey ed = vault.verifyingKey(vault.generateSigningKey(SigningAlgorithm.ED25519));
        Signed p256 =
                Signed.sign(Signed.CHANGE, BODY, vault, vault.generateSigningKey(SigningAlgorithm.ECDSA_P256_SHA256));
        assertThat(p256.isSignedBy(ed)).isFalse();
    }

    @Test
    void dataOfOneTypeAreNotTakenForAnother() {
        Signed signed = Signed.sign(Signed.CREDENTIAL, BODY, vault, vault.generateSigningKey(SigningAlgorithm.ED25519));
        assertThat(signed.body(Signed.CREDENTIAL).source()).isEqualTo(BODY);
        for (int type : new int[] {Signed.CHANGE, Signed.PURPOSE_KEY_ATTESTATION}) {
            assertThatThrownBy(() -> signed.body(type)).isInstanceOf(DecodeException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8243830103SIGNATURE", // plain
                "9f43830103SIGNATUREff", // indefinite
                "8343830103SIGNATUREa10102", // a field more
                "825803830103821900009f5840ZEROSff", // wide integers, indefinite fields
            })
    void tolerableFormsAreRead(String form) {
        assertThat(read(form.replace("SIGNATURE", SIGNATURE).replace("ZEROS", ZEROS)))
                .isEqualTo(read("8243830103" + SIGNATURE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "8143830103",
                "8263414243", // text in place of bytes
                "825f43830103ff", // indefinite bytes
                "82f6",
                "a0",
                "f6",
                ""
            })
    void otherFormsAreRefused(String prefix) {
        assertThatThrownBy(() -> read(prefix + (prefix.length() > 4 ? SIGNATURE : "")))
                .isInstanceOf(DecodeException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8202815840", // unknown scheme
                "9f00815840", // an enum of indefinite length
                "8300815840", // an enum of 3
                "820081583f", // 63 bytes
                "8200805840", // no field
            })
    void otherSignaturesAreRefused(String head) {
        assertThatThrownBy(() -> read("8243830103" + head + "00".repeat(64) + "ff"))
                .isInstanceOf(DecodeException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8301", "83020343010203", "83190101034301", "8301034401"})
    void otherVersionedDataAreRefused(String data) {
        Signed signed = new Signed(hex(data), new Signature(SigningAlgorithm.ED25519, new byte[64]));
        assertThatThrownBy(() -> signed.body(Signed.CREDENTIAL).skip()).isInstanceOf(DecodeException.class);
    }

    @Test
    void aKeyThatIsNoPointOfItsCurveIsRefused() {
        byte[] key = new CborWriter()
                .array(2)
                .uint(1)
                .array(1)
                .bytes(hex("04" + "11".repeat(64)))
                .toBytes();
        assertThatThrownBy(() -> KeyCodec.verifyingKey(new CborReader(key))).isInstanceOf(DecodeException.class);
    }

    @Test
    void whatIsHandedOutCanNotChangeIt() {
        Signed signed = Signed.sign(Signed.CHANGE, BODY, vault, vault.generateSigningKey(SigningAlgorithm.ED25519));
        byte[] before = signed.digest();
        signed.data()[0] = 0;
        assertThat(signed.digest()).isEqualTo(before);
    }
}
