package dev.portals.core.policy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The named values a policy is evaluated against, immutable (spec 02 section 6.6). */
public final class Environment {
    /** The only action there is: a message arrives, or is about to leave. */
    public static final String HANDLE_MESSAGE = "handle_message";

    private static final String SUBJECT = "subject.";
    private static final String IDENTIFIER = "identifier";
    private static final String HAS_CREDENTIAL = "has_credential";

    private final Map<String, Expr> values;

    private Environment(Map<String, Expr> values) {
        this.values = Map.copyOf(values);
    }

    /** An environment without values. */
    public static Environment empty() {
        return new Environment(Map.of());
    }

    /** Starts without values. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The environment in which a node judges a peer at one of its resources.
     *
     * @see Builder#resource
     * @see Builder#subject
     */
    public static Environment subject(
            String identifier,
            @Nullable Boolean hasCredential,
            Map<String, String> attributes,
            String resource,
            String action) {
        return builder()
                .resource(resource, action)
                .subject(identifier, hasCredential, attributes)
                .build();
    }

    /** Starts with these values. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.values.putAll(values);
        return builder;
    }

    /** The value of a name. */
    public Optional<Expr> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** Whether the name has a value. */
    public boolean contains(String name) {
        return values.containsKey(name);
    }

    /** The names and values, one after the other: for logs of policies, never for keys. */
    @Override
    public String toString() {
        return values.toString();
    }

    /** Collects the values; a later one replaces an earlier one of the same name. */
    public static final class Builder {
        private final Map<String, Expr> values = new HashMap<>();

        private Builder() {}

        /** A string. */
        public Builder put(String name, String value) {
            return put(name, new Expr.Text(value));
        }

        /** A whole number. */
        public Builder put(String name, long value) {
            return put(name, new Expr.Int(value));
        }

        /** A floating-point number. */
        public Builder put(String name, double value) {
            return put(name, new Expr.Real(value));
        }

        /** A boolean. */
        public Builder put(String name, boolean value) {
            return put(name, new Expr.Bool(value));
        }

        /** Any expression; it is evaluated where its name is. */
        public Builder put(String name, Expr value) {
            values.put(name, value);
            return this;
        }

        /** What is used and done: {@code resource.id} and {@code action.id}. */
        public Builder resource(String resource, String action) {
            return put("resource.id", resource).put("action.id", action);
        }

        /**
         * Who asks: {@code subject.identifier}, {@code subject.has_credential} and the attributes as {@code subject.KEY}.
         *
         * <p>Attributes named {@code identifier} or {@code has_credential} are ignored, so that nobody can claim to be
         * someone else by an attribute (Rust lets them overwrite); so are those whose bare key has a value already.
         *
         * @param identifier the text of the peer's identifier
         * @param hasCredential whether unexpired attributes of the authority are known; null if there is no authority
         * @param attributes the attested attributes
         */
        public Builder subject(String identifier, @Nullable Boolean hasCredential, Map<String, String> attributes) {
            put(SUBJECT + IDENTIFIER, identifier);
            if (hasCredential != null) {
                put(SUBJECT + HAS_CREDENTIAL, hasCredential);
            }
            attributes.forEach((key, value) -> {
                if (!key.equals(IDENTIFIER) && !key.equals(HAS_CREDENTIAL) && !values.containsKey(key)) {
                    put(SUBJECT + key, value);
                }
            });
            return this;
        }

        /** The environment. */
        public Environment build() {
            return new Environment(values);
        }
    }
}
