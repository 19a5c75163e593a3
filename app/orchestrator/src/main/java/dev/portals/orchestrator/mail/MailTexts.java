package dev.portals.orchestrator.mail;

import dev.portals.orchestrator.PublicAddress;
import dev.portals.orchestrator.web.pages.mail.JteletterGenerated;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What mails say. Their links lead to the public address or into the app, whatever a request said; they hold no ticket and
 * no route.
 */
public final class MailTexts {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final int MOST_NAME = 60;
    private static final String IGNORE = "Ignore the message: without you nothing happens.";

    private final PublicAddress address;

    /** Texts of the installation at that address. */
    public MailTexts(PublicAddress address) {
        this.address = address;
    }

    /** What somebody is invited to. */
    public enum Place {
        /** A portal, that is a service of the sender's. */
        PORTAL("", "a portal"),
        /** A project. */
        PROJECT("the project ", "a project"),
        /** A space. */
        SPACE("the space ", "a space");

        private final String definite;
        private final String indefinite;

        Place(String definite, String indefinite) {
            this.definite = definite;
            this.indefinite = indefinite;
        }
    }

    /**
     * An invitation as mails speak of it.
     *
     * @param senderName what the sender is called; may be empty
     * @param name what the portal, project or space is called
     * @param project the project of a portal; else null
     */
    public record Invited(
            String id,
            String recipient,
            String senderName,
            String senderEmail,
            Place place,
            String name,
            @Nullable String project,
            Instant expiresAt) {}

    /**
     * The code with which somebody signs in.
     *
     * @param id of this attempt
     * @param path of the page that does the same; it holds a secret
     */
    public Mail signInCode(String id, String email, String code, String path, Duration life) {
        Letter letter = new Letter(
                "Sign in to Portals",
                List.of("Type this code on the page where you are signing in, or press the button. Each works once,"
                        + " for "
                        + life.toMinutes() + " minutes."),
                code,
                new Letter.Button("Sign in", address.to(path)),
                List.of(),
                List.of(
                        "If you are not signing in, ignore the message: without you nothing happens.",
                        "Nobody will ever ask you for this code."));
        return mail(Mail.secretEvent("sign-in:" + id), email, "Your sign-in code for Portals", letter, null);
    }

    /**
     * Asks whether an address is somebody's.
     *
     * @param id of this attempt
     * @param path of the page that confirms it; it holds a secret
     */
    public Mail verifyEmail(String id, String email, String path, Duration life) {
        Letter letter = new Letter(
                "Confirm your e-mail address",
                List.of("Press the button to confirm that " + email + " is yours. It works for " + life.toMinutes()
                        + " minutes."),
                null,
                new Letter.Button("Confirm " + email, address.to(path)),
                List.of(),
                List.of(IGNORE));
        return mail(Mail.secretEvent("verify:" + id), email, "Confirm your e-mail address", letter, null);
    }

    /**
     * Tells somebody of an invitation.
     *
     * @param time of this mail, one of perhaps several for the invitation
     */
    public Mail invitation(Invited invited, Instant time) {
        String heading = sender(invited) + " invites you to " + what(invited);
        return mail(
                "invitation:" + invited.id() + ':' + time.getEpochSecond(),
                invited.recipient(),
                heading,
                letter(heading, List.of(offer(invited), expiry(invited)), invited, List.of()),
                invited.id());
    }

    /** Reminds somebody of an invitation, once. */
    public Mail reminder(Invited invited) {
        String heading = sender(invited) + " invited you to " + what(invited);
        return mail(
                reminderEvent(invited.id()),
                invited.recipient(),
                "Reminder: " + heading,
                letter(
                        heading,
                        List.of(offer(invited), "The invitation waits for your answer. " + expiry(invited)),
                        invited,
                        List.of("There will be no other reminder.")),
                invited.id());
    }

    /** The event of the reminder of that invitation. */
    public static String reminderEvent(String invitationId) {
        return "reminder:" + invitationId;
    }

    /** Tells the sender that an invitation was accepted. */
    public Mail accepted(Invited invited) {
        String heading = invited.recipient() + " accepted your invitation to " + what(invited);
        Letter letter = new Letter(
                heading,
                List.of(
                        invited.place() == Place.PORTAL
                                ? "The portal can be used by " + invited.recipient()
                                        + " until you revoke the invitation or close the portal."
                                : "What " + invited.recipient() + " may do there is for its administrators to decide."),
                null,
                new Letter.Button("Show my invitations", address.to("/invitations")),
                List.of(),
                List.of("Sent by " + address + "."));
        return mail("accepted:" + invited.id(), invited.senderEmail(), heading, letter, null);
    }

    /**
     * Tells somebody that a plan gives no more, or soon will.
     *
     * @param event of which there is one mail
     */
    public Mail limit(String event, String recipient, String heading, List<String> paragraphs) {
        Letter letter = new Letter(
                heading,
                paragraphs,
                null,
                new Letter.Button("Show my account", address.to("/account")),
                List.of(),
                List.of("Sent by " + address + ", where you administer what this is about."));
        return mail(event, recipient, heading, letter, null);
    }

    private Letter letter(String heading, List<String> paragraphs, Invited invited, List<String> more) {
        return new Letter(
                heading,
                paragraphs,
                null,
                new Letter.Button("Show the invitation", address.to("/invitations/" + invited.id())),
                List.of(
                        "The button opens Portals, which asks again before anything is connected.",
                        "In the app: " + appLink(invited.id()),
                        "On the command line: portals accept " + invited.id() + ", or: ockam share accept "
                                + invited.id()),
                Stream.concat(
                                more.stream(),
                                Stream.of(
                                        IGNORE,
                                        "Sent by " + address + " because " + invited.senderEmail() + " invited "
                                                + invited.recipient() + "."))
                        .toList());
    }

    /** The link that opens an invitation in the app. */
    public static URI appLink(String invitationId) {
        return URI.create("ockam://invitations/accept/" + invitationId);
    }

    private static String offer(Invited invited) {
        String who = sender(invited).equals(invited.senderEmail())
                ? invited.senderEmail()
                : sender(invited) + " (" + invited.senderEmail() + ")";
        return switch (invited.place()) {
            case PORTAL ->
                who + " shares " + what(invited) + " with you" + ofProject(invited)
                        + ". You will reach it on your own computer, encrypted from end to end.";
            case PROJECT, SPACE -> who + " wants to share " + what(invited) + " with you.";
        };
    }

    private static String ofProject(Invited invited) {
        String project = invited.project() == null ? "" : ShownText.name(invited.project(), MOST_NAME, "");
        return project.isEmpty() ? "" : ", from the project “" + project + "”";
    }

    private static String expiry(Invited invited) {
        return "It expires on " + TIME.format(invited.expiresAt()) + ".";
    }

    private static String sender(Invited invited) {
        return ShownText.name(invited.senderName(), MOST_NAME, invited.senderEmail());
    }

    private static String what(Invited invited) {
        String name = ShownText.name(invited.name(), MOST_NAME, "");
        return name.isEmpty() ? invited.place().indefinite : invited.place().definite + "“" + name + "”";
    }

    private static Mail mail(
            String event, String recipient, String subject, Letter letter, @Nullable String invitationId) {
        StringOutput html = new StringOutput();
        JteletterGenerated.render(new OwaspHtmlTemplateOutput(html), null, letter);
        return new Mail(event, recipient, subject, letter.text(), html.toString(), invitationId);
    }
}
