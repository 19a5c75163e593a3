package dev.portals.orchestrator.mail;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.util.Date;

/** Mail in the form in which it travels: text and page beside each other, and the few headers that it needs. */
final class Mime {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private Mime() {}

    /** Builds it; the same mail gets the same Message-ID each time, so that a server can tell a second copy. */
    static MimeMessage message(Session session, InternetAddress from, QueuedMail mail) throws MessagingException {
        String id = "<" + mail.id() + "@" + domain(from) + ">";
        MimeMessage message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", id);
            }
        };
        message.setFrom(from);
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.recipient(), true));
        message.setSubject(mail.subject(), UTF_8);
        message.setSentDate(Date.from(mail.createdAt()));
        // Keeps answering machines from answering (RFC 3834).
        message.setHeader("Auto-Submitted", "auto-generated");
        MimeMultipart both = new MimeMultipart("alternative");
        both.addBodyPart(part(mail.text(), "plain"));
        both.addBodyPart(part(mail.html(), "html"));
        message.setContent(both);
        message.saveChanges();
        return message;
    }

    /** The part of an address behind the @. */
    static String domain(InternetAddress address) {
        return address.getAddress().substring(address.getAddress().lastIndexOf('@') + 1);
    }

    private static MimeBodyPart part(String content, String kind) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(content, UTF_8, kind);
        // Quoted-printable keeps lines short, whatever is said.
        part.setHeader("Content-Transfer-Encoding", "quoted-printable");
        return part;
    }
}
