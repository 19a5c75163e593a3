package dev.portals.orchestrator.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.orchestrator.PublicAddress;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailTextsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private final MailTexts texts = new MailTexts(PublicAddress.of("https://portals.example.org/"));

    @Test
    void anInvitationSaysWhoInvitesToWhatUntilWhenAndHow() {
        Mail mail = texts.invitation(invited("Ada", "Web demo"), NOW);
        assertThat(mail.subject()).isEqualTo("Ada invites you to “Web demo”");
        assertThat(mail.text())
                .contains(
                        "Ada (ada@example.org)",
                        "from the project “default”",
                        "1 January 2026, 12:00 UTC",
                        "https://portals.example.org/invitations/7f-1",
                        "ockam://invitations/accept/7f-1",
                        "portals accept 7f-1, or: ockam share accept 7f-1",
                        "Ignore the message: without you nothing happens.");
        assertThat(mail.html()).contains("href=\"https://portals.example.org/invitations/7f-1\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Eve\r\nBcc: all@example.org",
                "Eve\nX",
                "Eve\u2028Bcc: x",
                "Eve\u0085Bcc",
                "\u202eevE",
                "Eve\u0000",
                "Eve\u200b",
                "=?utf-8?q?=0D=0ABcc:_x?="
            })
    void nobodysNameBecomesAHeader(String name) throws Exception {
        Mail mail = texts.invitation(invited(name, name), NOW);
        assertThat(mail.subject()).doesNotContainPattern("[\\p{C}\\p{Zl}\\p{Zp}]");
        MimeMessage message = message(mail);
        assertThat(Collections.list(message.getAllHeaders()))
                .extracting(header -> header.getName().toLowerCase(Locale.ROOT))
                .containsExactlyInAnyOrder(
                        "from",
                        "to",
                        "subject",
                        "date",
                        "auto-submitted",
                        "message-id",
                        "mime-version",
                        "content-type");
        assertThat(message.getAllRecipients()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "https://evil.example", "www.evil.com", "evil.com", "a@evil.com", "evil。com"})
    void aNameThatIsALinkIsNotShown(String name) {
        Mail mail = texts.invitation(invited(name, name), NOW);
        assertThat(mail.subject()).isEqualTo("ada@example.org invites you to a portal");
        assertThat(mail.text()).doesNotContain("evil");
        assertThat(mail.html()).doesNotContain("evil");
    }

    @Test
    void markupInANameIsText() {
        Mail mail = texts.invitation(invited("<b onclick=x>Eve", "<script>"), NOW);
        assertThat(mail.html()).doesNotContain("<b onclick", "<script>").contains("&lt;script&gt;");
    }

    @Test
    void aVeryLongNameIsCut() {
        Mail mail = texts.invitation(invited("x".repeat(10_000), "😀".repeat(500)), NOW);
        assertThat(mail.subject().length()).isLessThan(250);
    }

    @Test
    void aCodeIsInTheTextAndNotInTheSubject() {
        Mail mail = texts.signInCode("1", "ada@example.org", "123 456", "/s?k=1&l=2", Duration.ofMinutes(10));
        assertThat(mail.subject()).doesNotContain("123");
        assertThat(mail.text()).contains("123 456", "https://portals.example.org/s?k=1&l=2", "10 minutes");
        assertThat(mail.html()).contains("href=\"https://portals.example.org/s?k=1&amp;l=2\"");
        assertThat(Mail.isSecret(mail.event())).isTrue();
        assertThat(mail.toString()).doesNotContain("123 456");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b\r\nBcc: c@d", "a@b, c@d", "<a@b>", "a b@c", "\"a\"@b", "a@b\u2028", "undisclosed:;"})
    void onlyOneAddressIsARecipient(String recipient) {
        assertThatThrownBy(() -> new Mail("e", recipient, "s", "t", "h", null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "portals", "a@b\r\nX: y", "A <a@b>, B <b@c>", "list: a@b;"})
    void aSenderIsOneAddress(String from) {
        assertThatThrownBy(() -> new MailSettings.Smtp("h", 25, MailSettings.Security.NONE, null, null, from))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPasswordIsNeverPrinted() {
        assertThat(new MailSettings.Smtp("h", 25, MailSettings.Security.TLS, "u", "hush", "a@b.example").toString())
                .doesNotContain("hush");
    }

    private static MimeMessage message(Mail mail) throws Exception {
        return Mime.message(
                Session.getInstance(new Properties()),
                MailSettings.sender("Portals <portals@example.org>"),
                new QueuedMail(
                        "id",
                        mail.event(),
                        mail.recipient(),
                        mail.subject(),
                        mail.text(),
                        mail.html(),
                        null,
                        1,
                        NOW,
                        0));
    }

    private static MailTexts.Invited invited(String sender, String portal) {
        return new MailTexts.Invited(
                "7f-1", "bob@example.org", sender, "ada@example.org", MailTexts.Place.PORTAL, portal, "default", NOW);
    }
}
