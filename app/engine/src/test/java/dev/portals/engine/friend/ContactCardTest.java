package dev.portals.engine.friend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.core.codec.DecodeException;
import dev.portals.core.identity.IdentityException;
import dev.portals.transport.node.NodeHome;
import dev.portals.vault.SigningAlgorithm;
import dev.portals.vault.VaultException;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContactCardTest {
    private static final String PREFIX = "portals-card:1:";

    private final NodeHome ada = NodeHome.inMemory();
    private final NodeHome bob = NodeHome.inMemory();
    private final String card = ContactCard.make(
            "Ada@Example.org", "Ada Lovelace", ada.identityOrCreate().identifier(), ada.identities());

    @AfterEach
    void close() {
        ada.close();
        bob.close();
    }

    @Test
    void whoReadsItKnowsWhoMadeIt() {
        ContactCard read = ContactCard.read("  " + card.substring(0, 30) + "\n" + card.substring(30), bob.identities());
        assertThat(read)
                .isEqualTo(new ContactCard(
                        "ada@example.org",
                        "Ada Lovelace",
                        ada.identityOrCreate().identifier()));
        assertThat(bob.identities().find(read.identifier())).isPresent();
    }

    @Test
    void itOutlivesNewKeysOnlyAnew() {
        ada.identities().rotate(ada.identityOrCreate().identifier(), SigningAlgorithm.ED25519);
        String newer =
                ContactCard.make("ada@example.org", "", ada.identityOrCreate().identifier(), ada.identities());
        assertThat(ContactCard.read(newer, bob.identities()).name()).isEmpty();
        assertThatThrownBy(() -> ContactCard.read(card, bob.identities())).isInstanceOf(IdentityException.class);
    }

    @Test
    void aChangedByteIsNoticed() {
        byte[] bytes = Base64.getUrlDecoder().decode(card.substring(PREFIX.length()));
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 0x01;
            String text = PREFIX + Base64.getUrlEncoder().encodeToString(changed);
            assertThatThrownBy(() -> ContactCard.read(text, bob.identities()))
                    .isInstanceOfAny(DecodeException.class, IdentityException.class, VaultException.class);
        }
        assertThat(bob.identities().find(ada.identityOrCreate().identifier()))
                .as("nothing is kept of a card that isn't right")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "portals-card:1:", "portals-card:2:AA", "portals-card:1:!", "portals-card:1:oA", "hello"})
    void whatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> ContactCard.read(text, bob.identities())).isInstanceOf(DecodeException.class);
    }

    @Test
    void aCardWithoutAnAddressIsRefused() {
        String none = ContactCard.make("nobody", "", ada.identityOrCreate().identifier(), ada.identities());
        assertThatThrownBy(() -> ContactCard.read(none, bob.identities())).isInstanceOf(DecodeException.class);
    }
}
