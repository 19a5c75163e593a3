package dev.portals.orchestrator.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** How mail leaves. */
public sealed interface MailSettings {
    /** How a connection to a mail server is protected. */
    enum Security {
        /** Encrypted before anything else is said, usually port 587. */
        STARTTLS,
        /** Encrypted from its beginning, usually port 465. */
        TLS,
        /** Not at all: for a server on this computer. */
        NONE
    }

    /** What stands as the sender. */
    String from();

    /**
     * By a mail server.
     *
     * @param user null if the server doesn't ask
     * @param from {@code portals@example.org} or {@code Portals <portals@example.org>}
     */
    record Smtp(
            String host,
            int port,
            Security security,
            @Nullable String user,
            @Nullable String password,
            String from) implements MailSettings {
        /**
         * Checks the sender.
         *
         * @throws IllegalArgumentException if it isn't an address
         */
        public Smtp {
            sender(from);
        }

        @Override
        public String toString() {
            return "Smtp[" + host + ':' + port + ", " + security + ']';
        }
    }

    /** Into files of a directory, for an installation without a mail server: the administrator passes them on. */
    record Files(Path directory) implements MailSettings {
        @Override
        public String from() {
            return "Portals <portals@localhost>";
        }
    }

    /** The sender as mail knows it. */
    static InternetAddress sender(String from) {
        try {
            InternetAddress address = new InternetAddress(from, true);
            if (from.chars().noneMatch(Character::isISOControl) && !address.isGroup()) {
                return address;
            }
        } catch (AddressException e) {
            // Said below.
        }
        throw new IllegalArgumentException("“" + from + "” is not a sender like Portals <portals@example.org>");
    }
}
