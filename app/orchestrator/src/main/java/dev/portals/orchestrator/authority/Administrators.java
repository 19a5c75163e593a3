package dev.portals.orchestrator.authority;

import dev.portals.core.credential.AttributeStore;
import dev.portals.core.credential.Attributes;
import dev.portals.core.credential.AttributesEntry;
import dev.portals.core.credential.VerifiedCredential;
import dev.portals.core.identity.Identifier;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an authority keeps of the credentials that its callers present: which of them administer the project, by the word of
 * the account authority.
 */
final class Administrators implements AttributeStore {
    private static final String PROJECT = "project";

    private final AuthorityStore store;
    private final String projectId;
    private final @Nullable Identifier accountAuthority;

    Administrators(AuthorityStore store, String projectId, @Nullable Identifier accountAuthority) {
        this.store = store;
        this.projectId = projectId;
        this.accountAuthority = accountAuthority;
    }

    @Override
    public void put(VerifiedCredential credential, long now) {
        boolean tells = Objects.equals(credential.issuer(), accountAuthority)
                && credential
                        .attributes()
                        .text(PROJECT)
                        .filter(projectId::equals)
                        .isPresent();
        // Most channels tell nothing new: that is found out without a transaction that writes.
        if (tells && store.read(records -> isNews(records, credential))) {
            store.update(records -> {
                if (isNews(records, credential)) {
                    records.put(known(records, credential.subject()).until(credential.expiresAt()));
                }
            });
        }
    }

    private static boolean isNews(Records records, VerifiedCredential credential) {
        Administrator known = known(records, credential.subject());
        return known.accepts(credential) && !known.equals(known.until(credential.expiresAt()));
    }

    private static Administrator known(Records records, Identifier subject) {
        return records.administrator(subject).orElse(Administrator.unknown(subject));
    }

    @Override
    public void put(Identifier subject, AttributesEntry entry) {
        Identifier issuer = entry.attestedBy();
        if (issuer != null) {
            long expiresAt = entry.expiresAt() == null ? Long.MAX_VALUE : entry.expiresAt();
            put(
                    new VerifiedCredential(issuer, subject, entry.attributes(), entry.addedAt(), expiresAt),
                    entry.addedAt());
        }
    }

    @Override
    public Optional<AttributesEntry> find(Identifier subject, Identifier authority, long now) {
        if (!Objects.equals(authority, accountAuthority)) {
            return Optional.empty();
        }
        return store.read(records -> records.administrator(subject))
                .filter(administrator -> administrator.isCurrent(now))
                .map(administrator -> new AttributesEntry(
                        Attributes.of(Map.of(PROJECT, projectId)), now, administrator.expiresAt(), authority));
    }
}
