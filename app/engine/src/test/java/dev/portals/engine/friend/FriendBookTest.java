package dev.portals.engine.friend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.portals.core.codec.DecodeException;
import dev.portals.core.identity.Identifier;
import dev.portals.engine.friend.FriendBook.Verdict;
import dev.portals.engine.state.Friend;
import dev.portals.engine.state.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FriendBookTest {
    private static final Identifier FIRST = Identifier.parse("I" + "1".repeat(64));
    private static final Identifier SECOND = Identifier.parse("I" + "2".repeat(64));
    private static final String BOB = "bob@example.org";

    @TempDir
    Path home;

    private final AtomicInteger changes = new AtomicInteger();
    private Instant now = Instant.parse("2026-03-12T10:00:00Z");
    private FriendBook book;

    @BeforeEach
    void open() {
        book = new FriendBook(home, () -> now, changes::incrementAndGet);
    }

    @AfterEach
    void close() {
        book.close();
    }

    @Test
    void theFirstIdentityIsPinnedAndStaysSo() {
        assertThat(book.meet(BOB, FIRST, 1, false)).isEqualTo(Verdict.BELIEVED);
        assertThat(changes).hasValue(1);
        assertThat(book.meet(" Bob@Example.org", FIRST, 1, false)).isEqualTo(Verdict.BELIEVED);
        assertThat(changes).hasValue(1);
        assertThat(friend().trust()).isEqualTo(Trust.PINNED);
        reopen();
        assertThat(friend().devices()).extracting(Friend.Device::identifier).containsExactly(FIRST.toString());
        assertThat(friend().devices().getFirst().firstSeen()).isEqualTo(now);
    }

    @Test
    void anotherIdentityIsBlockedUntilThePersonDecides() {
        book.meet(BOB, FIRST, 1, false);
        assertThat(book.meet(BOB, SECOND, 1, false)).isEqualTo(Verdict.CHANGED);
        assertThat(friend().trust()).isEqualTo(Trust.CHANGED);
        assertThat(book.meet(BOB, FIRST, 1, false)).isEqualTo(Verdict.BELIEVED);
        reopen();
        assertThat(book.meet(BOB, SECOND, 1, false)).isEqualTo(Verdict.CHANGED);
        assertThat(book.accept(BOB, SECOND)).isTrue();
        assertThat(book.meet(BOB, SECOND, 1, false)).isEqualTo(Verdict.BELIEVED);
        assertThat(friend().trust()).isEqualTo(Trust.PINNED);
    }

    @Test
    void verifyingTheNewOneClearsTheWarning() {
        book.meet(BOB, FIRST, 1, false);
        book.meet(BOB, SECOND, 1, false);
        assertThat(book.verify(BOB, SECOND)).isTrue();
        assertThat(book.meet(BOB, SECOND, 1, true)).isEqualTo(Verdict.BELIEVED);
        assertThat(friend().trust()).isEqualTo(Trust.PINNED);
        assertThat(book.accept(BOB, SECOND))
                .as("verified is more than accepted")
                .isTrue();
        assertThat(book.meet(BOB, SECOND, 1, true)).isEqualTo(Verdict.BELIEVED);
        book.verify(BOB, FIRST);
        assertThat(friend().trust()).isEqualTo(Trust.VERIFIED);
    }

    @Test
    void whereOnlyVerifiedOnesAreLetInAPinIsNotEnough() {
        assertThat(book.meet(BOB, FIRST, 1, true)).isEqualTo(Verdict.NOT_VERIFIED);
        book.verify(BOB, FIRST);
        assertThat(book.meet(BOB, FIRST, 1, true)).isEqualTo(Verdict.BELIEVED);
        assertThat(book.meet(BOB, SECOND, 1, true)).isEqualTo(Verdict.CHANGED);
    }

    @Test
    void aRemovedDeviceStaysOutAndOpensNoDoorForAnother() {
        book.meet(BOB, FIRST, 1, false);
        assertThat(book.revoke(BOB, FIRST)).isTrue();
        assertThat(book.meet(BOB, FIRST, 1, false)).isEqualTo(Verdict.REVOKED);
        assertThat(book.meet(BOB, SECOND, 1, false)).isEqualTo(Verdict.CHANGED);
        reopen();
        assertThat(book.meet(BOB, FIRST, 1, false)).isEqualTo(Verdict.REVOKED);
        assertThat(book.pin(BOB, FIRST, "")).isEqualTo(Verdict.REVOKED);
    }

    @Test
    void nothingOfABlockedFriendIsAccepted() {
        book.meet(BOB, FIRST, 1, false);
        book.verify(BOB, FIRST);
        book.block(BOB, true);
        assertThat(book.meet(BOB, FIRST, 1, false)).isEqualTo(Verdict.BLOCKED);
        reopen();
        assertThat(book.meet(BOB, FIRST, 1, false)).isEqualTo(Verdict.BLOCKED);
        book.block(BOB, false);
        assertThat(book.meet(BOB, FIRST, 1, true)).isEqualTo(Verdict.BELIEVED);
    }

    @Test
    void aForgottenFriendIsPinnedAnew() {
        book.meet(BOB, FIRST, 1, false);
        assertThat(book.forget("BOB@example.org")).isTrue();
        assertThat(book.forget(BOB)).isFalse();
        assertThat(book.find(BOB)).isEmpty();
        assertThat(book.meet(BOB, SECOND, 1, false)).isEqualTo(Verdict.BELIEVED);
    }

    @Test
    void oneIsPinnedBeforeAnythingIsSharedAndNeverInTheSecondPlace() {
        assertThat(book.pin(BOB, FIRST, "Bob")).isEqualTo(Verdict.BELIEVED);
        assertThat(friend().name()).isEqualTo("Bob");
        assertThat(book.pin(BOB, SECOND, "Mallory")).isEqualTo(Verdict.CHANGED);
        assertThat(friend().name()).isEqualTo("Bob");
        assertThat(book.meet(BOB, SECOND, 1, false)).isEqualTo(Verdict.CHANGED);
    }

    @Test
    void newKeysAreNoNewIdentity() {
        book.meet(BOB, FIRST, 1, false);
        book.seen(BOB, FIRST, 1);
        assertThat(friend().devices().getFirst().rotatedAt()).isNull();
        assertThat(friend().lastSeen()).isEqualTo(now);
        Instant later = now.plusSeconds(5);
        now = later;
        book.seen(BOB, FIRST, 2);
        assertThat(friend().devices().getFirst().rotatedAt()).isEqualTo(later);
        assertThat(friend().trust()).isEqualTo(Trust.PINNED);
        now = later.plusSeconds(3_600);
        book.seen(BOB, FIRST, 2);
        assertThat(friend().devices().getFirst().rotatedAt()).isEqualTo(later);
        assertThat(friend().lastSeen()).isEqualTo(now);
    }

    @Test
    void whoIsSeenAllTheTimeIsNotWrittenAllTheTime() {
        book.meet(BOB, FIRST, 1, false);
        book.seen(BOB, FIRST, 1);
        int before = changes.get();
        for (int i = 0; i < 50; i++) {
            now = now.plusSeconds(1);
            book.seen(BOB, FIRST, 1);
        }
        assertThat(changes).hasValue(before);
        book.seen("carol@example.org", FIRST, 1);
        assertThat(book.find("carol@example.org")).isEmpty();
    }

    @Test
    void decisionsAboutUnknownDevicesAreNone() {
        assertThat(book.verify(BOB, FIRST)).isFalse();
        book.meet(BOB, FIRST, 1, false);
        assertThat(book.verify(BOB, SECOND)).isFalse();
        assertThat(book.accept(BOB, SECOND)).isFalse();
        assertThat(book.revoke(BOB, SECOND)).isFalse();
    }

    @Test
    void anAuthorityThatNamesDevicesWithoutEndFillsNoDisk() {
        for (int i = 0; i < FriendBook.MAX_DEVICES + 10; i++) {
            book.meet(BOB, Identifier.parse("I" + String.format("%064x", i)), 1, false);
        }
        assertThat(friend().devices()).hasSize(FriendBook.MAX_DEVICES);
        assertThat(book.meet(BOB, Identifier.parse("I" + "f".repeat(64)), 1, false))
                .isEqualTo(Verdict.CHANGED);
    }

    @Test
    void whatCantBeWrittenIsNotDone() throws IOException {
        book.meet(BOB, FIRST, 1, false);
        book.close();
        Files.delete(home.resolve("friends.json"));
        Files.createDirectory(home.resolve("friends.json"));
        Files.writeString(home.resolve("friends.json").resolve("x"), "");
        assertThatExceptionOfType(dev.portals.vault.VaultException.class).isThrownBy(() -> book.verify(BOB, FIRST));
        assertThat(friend().trust()).isEqualTo(Trust.PINNED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "{\"friends\":[null]}", "{\"friends\":[{\"email\":null}]}"})
    void aDamagedFileIsNamedAndNobodyIsTakenForAStranger(String content) throws IOException {
        Files.writeString(home.resolve("friends.json"), content);
        assertThatExceptionOfType(DecodeException.class)
                .isThrownBy(() -> new FriendBook(home, () -> now, () -> {}))
                .withMessageContaining("friends.json");
    }

    private Friend friend() {
        return book.find(BOB).orElseThrow();
    }

    private void reopen() {
        book.close();
        open();
    }
}
