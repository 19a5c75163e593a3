package dev.portals.orchestrator.mail;

import dev.portals.vault.PrivateFiles;
import dev.portals.vault.VaultException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes each mail into a file that only the owner of the process can read; any mail program opens it. */
final class FileTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(FileTransport.class);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final MailSettings.Files settings;

    FileTransport(MailSettings.Files settings) {
        this.settings = settings;
    }

    @Override
    public void deliver(QueuedMail mail) throws DeliveryException {
        Path file = settings.directory().resolve(TIME.format(mail.createdAt()) + '-' + mail.id() + ".eml");
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            Mime.message(Session.getInstance(new Properties()), MailSettings.sender(settings.from()), mail)
                    .writeTo(bytes);
            PrivateFiles.createDirectory(settings.directory());
            PrivateFiles.write(file, bytes.toByteArray());
        } catch (IOException | MessagingException | VaultException e) {
            throw new DeliveryException(DeliveryException.Kind.LATER, "the file can't be written: " + e.getMessage());
        }
        LOG.info("no mail server is set: the mail “{}” to {} is in {}", mail.subject(), mail.recipient(), file);
    }
}
