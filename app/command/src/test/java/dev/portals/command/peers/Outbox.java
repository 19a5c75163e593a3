package dev.portals.command.peers;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The mails that an orchestrator has written instead of sending them. */
final class Outbox {
    private static final Pattern CODE = Pattern.compile("(?m)^\\s+(\\d{6})\\s*$");
    private static final Pattern LINK = Pattern.compile("ockam://invitations/accept/[0-9a-f-]{36}");

    private final Path folder;
    private final String suffix;

    Outbox(Path folder) {
        this(folder, ".eml");
    }

    private Outbox(Path folder, String suffix) {
        this.folder = folder;
        this.suffix = suffix;
    }

    /** Not an orchestrator's, but a mailbox into which a mail server has delivered. */
    static Outbox maildir(Path mailbox) {
        return new Outbox(mailbox.resolve("new"), "");
    }

    /** How many mails that address has got whose subject has that text. */
    int count(String recipient, String subject) {
        return mails(recipient, subject).size();
    }

    /** The code for signing in of the latest mail, after so many had come before. */
    String code(String recipient, int before) {
        return find(CODE, next(recipient, "sign-in code", before));
    }

    /** The link of the invitation that was mailed to that address. */
    String invitation(String recipient) {
        return find(LINK, next(recipient, "invites you", 0));
    }

    /** The links of all invitations that were mailed to that address. */
    List<String> links(String recipient) {
        return mails(recipient, "invites you").stream()
                .map(mail -> find(LINK, mail))
                .toList();
    }

    /** All that was mailed to that address. */
    List<String> texts(String recipient) {
        return mails(recipient, "");
    }

    private String next(String recipient, String subject, int before) {
        Patience.until(
                "a mail to " + recipient + " about: " + subject,
                () -> mails(recipient, subject).size() > before);
        return mails(recipient, subject).getLast();
    }

    private static String find(Pattern pattern, String mail) {
        Matcher matcher = pattern.matcher(mail);
        if (!matcher.find()) {
            throw new AssertionError("no " + pattern + " in\n" + mail);
        }
        return matcher.group(matcher.groupCount());
    }

    /** Their texts, oldest first; addresses are compared without regard to case. */
    private List<String> mails(String recipient, String subject) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<String> texts = new ArrayList<>();
            for (Path file : files.filter(each -> each.toString().endsWith(suffix))
                    .sorted(Comparator.comparing(each -> each.toFile().lastModified()))
                    .toList()) {
                MimeMessage mail = new MimeMessage(null, new ByteArrayInputStream(Files.readAllBytes(file)));
                if (mail.getHeader("To", ",").equalsIgnoreCase(recipient)
                        && mail.getSubject().contains(subject)) {
                    Multipart parts = (Multipart) mail.getContent();
                    texts.add((String) parts.getBodyPart(0).getContent());
                }
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }
}
