package dev.portals.orchestrator.mail;

/** Hands mail to whatever carries it on. */
interface Transport {
    /**
     * Hands one over; it may wait. An interruption ends the waiting.
     *
     * @throws DeliveryException if it didn't leave
     */
    void deliver(QueuedMail mail) throws DeliveryException;

    /** The way of these settings. */
    static Transport of(MailSettings settings) {
        return switch (settings) {
            case MailSettings.Smtp smtp -> new SmtpTransport(smtp, null);
            case MailSettings.Files files -> new FileTransport(files);
        };
    }
}
