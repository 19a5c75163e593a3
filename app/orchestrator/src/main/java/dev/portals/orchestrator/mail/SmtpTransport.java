package dev.portals.orchestrator.mail;

import dev.portals.orchestrator.mail.DeliveryException.Kind;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/** Hands mail to a mail server: a connection for each, encrypted as set, and only to the server that was meant. */
final class SmtpTransport implements Transport {
    private static final Duration CONNECTING = Duration.ofSeconds(20);
    /** For each answer of the server. */
    private static final Duration ANSWERING = Duration.ofSeconds(30);

    private static final int PERMANENT = 500;

    private final MailSettings.Smtp settings;
    private final InternetAddress from;
    private final Session session;

    /**
     * By that server.
     *
     * @param trusted makes encrypted connections; null: to servers that the Java runtime trusts
     */
    SmtpTransport(MailSettings.Smtp settings, @Nullable SSLSocketFactory trusted) {
        this.settings = settings;
        this.from = MailSettings.sender(settings.from());
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.connectiontimeout", String.valueOf(CONNECTING.toMillis()));
        properties.setProperty("mail.smtp.timeout", String.valueOf(ANSWERING.toMillis()));
        properties.setProperty("mail.smtp.writetimeout", String.valueOf(ANSWERING.toMillis()));
        properties.setProperty("mail.smtp.localhost", Mime.domain(from));
        properties.setProperty("mail.smtp.auth", String.valueOf(settings.user() != null));
        // Whether the mail was taken is known before the goodbye.
        properties.setProperty("mail.smtp.quitwait", "false");
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
        switch (settings.security()) {
            case TLS -> properties.setProperty("mail.smtp.ssl.enable", "true");
            case STARTTLS -> {
                properties.setProperty("mail.smtp.starttls.enable", "true");
                properties.setProperty("mail.smtp.starttls.required", "true");
            }
            case NONE -> {}
        }
        if (trusted != null) {
            properties.put("mail.smtp.ssl.socketFactory", trusted);
        }
        this.session = Session.getInstance(properties);
    }

    @Override
    public void deliver(QueuedMail mail) throws DeliveryException {
        try (jakarta.mail.Transport transport = session.getTransport("smtp")) {
            MimeMessage message = Mime.message(session, from, mail);
            transport.connect(settings.host(), settings.port(), settings.user(), settings.password());
            transport.sendMessage(message, message.getAllRecipients());
        } catch (MessagingException e) {
            throw new DeliveryException(kind(e), reason(e));
        }
    }

    private static Kind kind(MessagingException failure) {
        boolean permanent = false;
        for (Exception e = failure; e != null; e = next(e)) {
            switch (e) {
                // The administrator may correct the password.
                case AuthenticationFailedException refused -> {
                    return Kind.LATER;
                }
                case SMTPAddressFailedException address -> {
                    return address.getReturnCode() >= PERMANENT ? Kind.NO_RECIPIENT : Kind.LATER;
                }
                case SMTPSenderFailedException sender -> permanent |= sender.getReturnCode() >= PERMANENT;
                case SMTPSendFailedException send -> permanent |= send.getReturnCode() >= PERMANENT;
                default -> {}
            }
        }
        return permanent ? Kind.NEVER : Kind.LATER;
    }

    private static @Nullable Exception next(Exception failure) {
        return failure instanceof MessagingException messaging ? messaging.getNextException() : null;
    }

    private static String reason(MessagingException failure) {
        Exception last = failure;
        // The innermost one has the server's words; the others only say that something failed.
        for (Exception next = next(failure); next != null && last instanceof SendFailedException; next = next(next)) {
            last = next;
        }
        Exception cause = next(last);
        return last.getMessage() + (cause == null ? "" : ": " + cause.getMessage());
    }
}
