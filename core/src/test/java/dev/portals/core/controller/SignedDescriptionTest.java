package dev.portals.core.controller;

import static dev.portals.core.controller.Vectors.bytes;
import static dev.portals.core.controller.Vectors.hex;
import static dev.portals.core.controller.Vectors.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.identity.Identifier;
import dev.portals.core.identity.Identities;
import dev.portals.core.identity.Identity;
import dev.portals.core.identity.IdentityException;
import dev.portals.core.identity.IdentityStore;
import dev.portals.core.identity.Signed;
import dev.portals.vault.Sha256;
import dev.portals.vault.Signatures;
import dev.portals.vault.SigningAlgorithm;
import dev.portals.vault.SoftwareVault;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sharer says about a portal is believed if, and only if, its node signed it for that invitation. */
class SignedDescriptionTest {
    private static final PortalText TEXT = new PortalText("Wiki", "http", null);
    private static final long NOW = 1_800_000_000;

    private final Identities sharer = identities();
    private final Identities guest = identities();
    private final Identity node = sharer.create(SigningAlgorithm.ED25519);
    private final ServiceAccessDetails access = access(node.identifier(), "/service/wiki", "ticket");
    private final PortalDescription description = PortalDescription.of(TEXT, access, NOW);

    private static Identities identities() {
        return new Identities(
                SoftwareVault.inMemory().asVault(), IdentityStore.inMemory(), () -> Instant.ofEpochSecond(NOW));
    }

    private static ServiceAccessDetails access(Identifier node, String route, String ticket) {
        return new ServiceAccessDetails(
                of("11"),
                "/dnsaddr/p1.example.org/tcp/4000/service/p1/service/api",
                of("22"),
                "/dnsaddr/p1.example.org/tcp/4000/service/p1/service/authority/service/api",
                node,
                route,
                ticket,
                null);
    }

    private SignedDescription signed() {
        return SignedDescription.sign(description, node.identifier(), sharer);
    }

    /** The same with the signed bytes changed in one place. */
    private static SignedDescription changed(SignedDescription from, int at) {
        byte[] encoded = from.signed().encode(new CborWriter()).toBytes();
        encoded[at] ^= 1;
        return new SignedDescription(from.history(), Signed.decode(new CborReader(encoded)));
    }

    @ParameterizedTest
    @EnumSource
    void whatTheSharersNodeSignedIsBelieved(SigningAlgorithm algorithm) {
        Identity other = sharer.create(algorithm);
        ServiceAccessDetails details = access(other.identifier(), "/service/wiki", "ticket");
        PortalDescription said = PortalDescription.of(TEXT, details, NOW);
        SignedDescription signed = SignedDescription.sign(said, other.identifier(), sharer);
        assertThat(signed.verify(details, guest)).contains(said);
        assertThat(SignedDescription.decode(new CborReader(signed.encode())).verify(details, guest))
                .contains(said);
    }

    @Test
    void aGuestNeedsNoHistoryOfTheSharerBeforehandAndKeepsNone() {
        assertThat(signed().verify(access, guest)).contains(description);
        assertThat(guest.find(node.identifier())).isEmpty();
        guest.verifyAndStore(node.history(), node.identifier());
        assertThat(signed().verify(access, guest)).contains(description);
    }

    @Test
    void itCanBeReadWithoutBeingBelieved() {
        assertThat(signed().content()).isEqualTo(description);
        assertThat(signed().content().text()).isEqualTo(TEXT);
    }

    @Test
    void theSignatureIsOverTheDigestOfAVersionATypeOfOursAndTheDescription() {
        SignedDescription signed = signed();
        byte[] body = description.encode();
        byte[] data = new CborWriter().array(3).uint(1).uint(100).bytes(body).toBytes();
        assertThat(signed.signed().data()).isEqualTo(data);
        assertThat(Signatures.verify(
                        node.latestKey(), Sha256.digest(data), signed.signed().signature()))
                .isTrue();
        assertThat(hex(data)).startsWith("83011864");
    }

    @Test
    void itIsAMapOfTheHistoryAndOfWhatIsSigned() {
        SignedDescription signed = signed();
        CborWriter expected = new CborWriter()
                .map(2)
                .uint(1)
                .bytes(node.history().encode())
                .uint(2)
                .array(2)
                .bytes(signed.signed().data())
                .array(2)
                .uint(0)
                .array(1)
                .bytes(signed.signed().signature().bytes());
        assertThat(signed.encode()).isEqualTo(expected.toBytes());
    }

    @Test
    void aDescriptionOfAnotherTicketIsNotBelieved() {
        SignedDescription signed = signed();
        assertThat(signed.verify(access(node.identifier(), "/service/wiki", "another ticket"), guest))
                .isEmpty();
        assertThat(signed.verify(access(node.identifier(), "/service/wiki", "ticket "), guest))
                .isEmpty();
    }

    @Test
    void aDescriptionOfAnotherServiceIsNotBelieved() {
        SignedDescription signed = signed();
        assertThat(signed.verify(access(node.identifier(), "/service/admin", "ticket"), guest))
                .isEmpty();
        assertThat(signed.verify(access(node.identifier(), "wiki", "ticket"), guest))
                .isEmpty();
    }

    @Test
    void aDescriptionByAnotherNodeIsNotBelieved() {
        Identity other = sharer.create(SigningAlgorithm.ED25519);
        SignedDescription signed = SignedDescription.sign(description, other.identifier(), sharer);
        assertThat(signed.verify(access, guest)).isEmpty();
        SignedDescription mixed = new SignedDescription(node.history(), signed.signed());
        assertThat(mixed.verify(access, guest)).isEmpty();
        SignedDescription swapped = new SignedDescription(other.history(), signed().signed());
        assertThat(swapped.verify(access, guest)).isEmpty();
    }

    @Test
    void nothingThatIsSignedCanBeChanged() {
        SignedDescription signed = signed();
        byte[] encoded = signed.signed().encode(new CborWriter()).toBytes();
        int data = 3;
        for (int at = data; at < data + signed.signed().data().length; at++) {
            assertThat(changed(signed, at).verify(access, guest))
                    .as("byte " + at)
                    .isEmpty();
        }
        for (int at = encoded.length - 64; at < encoded.length; at++) {
            assertThat(changed(signed, at).verify(access, guest))
                    .as("byte " + at)
                    .isEmpty();
        }
        assertThat(signed.verify(access, guest)).isPresent();
    }

    @Test
    void aHistoryThatIsNotRightIsNotBelieved() {
        SignedDescription signed = signed();
        byte[] encoded = signed.encode();
        int history = 5;
        int refused = 0;
        for (int at = history; at < history + node.history().encode().length; at++) {
            byte[] changed = encoded.clone();
            changed[at] ^= 1;
            try {
                assertThat(SignedDescription.decode(new CborReader(changed)).verify(access, guest))
                        .as("byte " + at)
                        .isEmpty();
            } catch (DecodeException e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void theHistoryMayHaveGrownBeforeTheDescriptionWasSigned() {
        guest.verifyAndStore(node.history(), node.identifier());
        sharer.rotate(node.identifier(), SigningAlgorithm.ECDSA_P256_SHA256);
        SignedDescription signed = signed();
        assertThat(signed.history().size()).isEqualTo(2);
        assertThat(signed.verify(access, guest)).contains(description);
        assertThat(signed.verify(access, identities())).contains(description);
    }

    @Test
    void aKeyThatIsKnownToBeReplacedIsNotBelievedAnyMore() {
        SignedDescription old = signed();
        Identity later = sharer.rotate(node.identifier(), SigningAlgorithm.ED25519);
        assertThat(old.verify(access, guest)).contains(description);
        guest.verifyAndStore(later.history(), node.identifier());
        assertThat(old.verify(access, guest)).isEmpty();
        assertThat(signed().verify(access, guest)).contains(description);
    }

    @Test
    void anOlderHistoryBesideASignatureByTheNewestKnownKeyIsBelieved() {
        Identity later = sharer.rotate(node.identifier(), SigningAlgorithm.ED25519);
        guest.verifyAndStore(later.history(), node.identifier());
        SignedDescription mixed = new SignedDescription(node.history(), signed().signed());
        assertThat(mixed.verify(access, guest)).contains(description);
        assertThat(mixed.verify(access, identities())).isEmpty();
    }

    @Test
    void somethingElseThatTheNodeSignedIsNoDescription() {
        Signed other = sharer.sign(node.identifier(), 101, description.encode());
        SignedDescription mixed = new SignedDescription(node.history(), other);
        assertThat(mixed.verify(access, guest)).isEmpty();
        assertThatExceptionOfType(DecodeException.class).isThrownBy(mixed::content);

        Signed empty = sharer.sign(node.identifier(), 100, new byte[0]);
        SignedDescription nothing = new SignedDescription(node.history(), empty);
        assertThat(nothing.verify(access, guest)).isEmpty();
        assertThatExceptionOfType(DecodeException.class).isThrownBy(nothing::content);

        Signed unfit = sharer.sign(node.identifier(), 100, bytes("a1 01 6161"));
        assertThat(new SignedDescription(node.history(), unfit).verify(access, guest))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 2, 3})
    void whatAnIdentitySignsElsewhereCanNotBeSignedByType(int type) {
        assertThatIllegalArgumentException().isThrownBy(() -> sharer.sign(node.identifier(), type, new byte[0]));
    }

    @Test
    void onlyAnIdentityOfOursSigns() {
        guest.verifyAndStore(node.history(), node.identifier());
        assertThatExceptionOfType(IdentityException.class)
                .isThrownBy(() -> SignedDescription.sign(description, node.identifier(), guest))
                .extracting(IdentityException::reason)
                .isEqualTo(IdentityException.Reason.NOT_OWN);
        assertThatExceptionOfType(IdentityException.class)
                .isThrownBy(() -> SignedDescription.sign(description, of("44"), guest))
                .extracting(IdentityException::reason)
                .isEqualTo(IdentityException.Reason.UNKNOWN_IDENTITY);
    }

    @Test
    void itTravelsAsBytesBehindTheFieldsOfOckam() {
        ServiceAccessDetails described = Samples.with(access, signed());
        String plain = hex(access.encode());
        String whole = hex(described.encode());
        assertThat(plain).startsWith("a7");
        assertThat(whole).startsWith("a8" + plain.substring(2) + "186459");
        assertThat(whole).endsWith(hex(signed().encode()));
        ServiceAccessDetails read = ServiceAccessDetails.decode(new CborReader(described.encode()));
        assertThat(read).isEqualTo(described);
        assertThat(read.description()).isNotNull();
        assertThat(read.description().verify(read, guest)).contains(description);

        NewServiceInvitation invitation = new NewServiceInvitation(null, "p1", "b@example.org", described);
        NewServiceInvitation received = NewServiceInvitation.decode(new CborReader(invitation.encode()));
        assertThat(received.access()).isEqualTo(described);
        assertThat(hex(invitation.encode())).startsWith("aa0262703103").endsWith(hex(signed().encode()));
    }

    @Test
    void oneThatIsTooLongIsRefusedBeforeItIsLookedInto() {
        byte[] encoded = signed().encode();
        byte[] padded = new CborWriter()
                .map(3)
                .raw(Arrays.copyOfRange(encoded, 1, encoded.length))
                .uint(3)
                .bytes(new byte[SignedDescription.MAX_LENGTH])
                .toBytes();
        assertThatExceptionOfType(DecodeException.class)
                .isThrownBy(() -> SignedDescription.decodeBytes(
                        new CborReader(new CborWriter().bytes(padded).toBytes())))
                .withMessageContaining("16384");
        int fits = SignedDescription.MAX_LENGTH - encoded.length - 4;
        byte[] largest = new CborWriter()
                .map(3)
                .raw(Arrays.copyOfRange(encoded, 1, encoded.length))
                .uint(3)
                .bytes(new byte[fits])
                .toBytes();
        assertThat(largest).hasSize(SignedDescription.MAX_LENGTH);
        assertThat(SignedDescription.decodeBytes(
                        new CborReader(new CborWriter().bytes(largest).toBytes())))
                .isEqualTo(signed());
    }

    @Test
    void itIsReadFromItsBytesAloneAndNotFromWhatFollows() {
        byte[] encoded = signed().encode();
        byte[] head = new CborWriter().bytes(new byte[encoded.length - 1]).toBytes();
        byte[] tooShort = new byte[3 + encoded.length];
        System.arraycopy(head, 0, tooShort, 0, 3);
        System.arraycopy(encoded, 0, tooShort, 3, encoded.length);
        assertThatExceptionOfType(DecodeException.class)
                .isThrownBy(() -> SignedDescription.decodeBytes(new CborReader(tooShort)));
        CborReader in =
                new CborReader(new CborWriter().bytes(encoded).text("next").toBytes());
        assertThat(SignedDescription.decodeBytes(in)).isEqualTo(signed());
        assertThat(in.text()).isEqualTo("next");
    }

    @Test
    void theHashIsThatOfTheTicketAsItIsSent() {
        assertThat(description.ticketHash()).isEqualTo(Sha256.digest("ticket".getBytes(StandardCharsets.UTF_8)));
        assertThat(description.describes(access)).isTrue();
        ServiceAccessDetails other = access(node.identifier(), "/service/wiki", "t\u00fccket");
        assertThat(PortalDescription.of(TEXT, other, NOW).ticketHash())
                .isEqualTo(Sha256.digest("t\u00fccket".getBytes(StandardCharsets.UTF_8)));
    }
}
