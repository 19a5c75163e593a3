package dev.portals.core.api;

/** Answers requests of one kind. It runs on the node's offload executor, may be slow, and may run many times at once. */
@FunctionalInterface
public interface ApiHandler {
    /** A body for what has no value: ok without a body. */
    byte[] DONE = {};

    /**
     * Does what is asked.
     *
     * @return the CBOR body of the answer, {@link #DONE} for none
     * @throws ApiFailure to say no; a {@link dev.portals.core.codec.DecodeException} becomes a 400, anything else a 500
     */
    byte[] handle(ApiCall call) throws Exception;
}
