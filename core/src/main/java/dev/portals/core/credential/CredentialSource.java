package dev.portals.core.credential;

/** Where one's own credential comes from (spec 02 section 4.6). Thread-safe. */
public interface CredentialSource {
    /**
     * The credential to present. The first call may wait for it to be fetched, so it isn't made on an event loop; later
     * ones never wait.
     *
     * @throws CredentialException if none can be had, or the one there has expired
     */
    Credential current() throws CredentialException;

    /** Has the listener called, on any thread, whenever there is a new credential. */
    Subscription subscribe(Runnable onNew);

    /** Ends a subscription when it is closed. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /** Always the same credential. */
    static CredentialSource fixed(Credential credential) {
        return new CredentialSource() {
            @Override
            public Credential current() {
                return credential;
            }

            @Override
            public Subscription subscribe(Runnable onNew) {
                return () -> {};
            }
        };
    }
}
