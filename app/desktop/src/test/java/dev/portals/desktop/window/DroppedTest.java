package dev.portals.desktop.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.desktop.FakeDesk;
import org.junit.jupiter.api.Test;

class DroppedTest {
    private final FakeDesk fake = new FakeDesk();

    @Test
    void anInvitationIsShownAndAnAddressIsFilledIn() {
        assertThat(take("ockam://invitations/accept/0123456789abcdef0123456789abcdef"))
                .isTrue();
        assertThat(take("http://localhost:5173")).isTrue();
        assertThat(take("my-nas:5000")).isTrue();
        assertThat(fake.ways)
                .containsExactly(
                        "invitation[0123456789abcdef0123456789abcdef]",
                        "openPortal[http://localhost:5173]",
                        "openPortal[my-nas:5000]");
        assertThat(fake.engine.calls()).isEmpty();
    }

    @Test
    void anythingElseIsNotTaken() {
        assertThat(take("some words of a page")).isFalse();
        assertThat(take("")).isFalse();
        assertThat(take("http://localhost:1/" + "a".repeat(5000))).isFalse();
        assertThat(fake.ways).isEmpty();
    }

    private boolean take(String text) {
        return Dropped.take(text, fake.desk().navigation());
    }
}
