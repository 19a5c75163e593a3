package dev.portals.orchestrator.authority;

import dev.portals.core.credential.AttributeStore;
import dev.portals.core.credential.Attributes;
import dev.portals.core.credential.Credentials;
import dev.portals.core.identity.ChangeHistory;
import dev.portals.core.identity.Identifier;
import dev.portals.core.identity.Identities;
import dev.portals.core.identity.IdentityStore;
import dev.portals.vault.SigningAlgorithm;
import dev.portals.vault.SoftwareVault;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** An authority and everybody who asks it, known by name. */
final class Town {
    final StillNode loop;
    final Identities identities;
    final Credentials credentials;
    private final Map<String, Identifier> people = new HashMap<>();

    Town(long epochSecond) {
        loop = new StillNode(epochSecond);
        identities = new Identities(SoftwareVault.inMemory().asVault(), IdentityStore.inMemory(), loop.clock());
        credentials = new Credentials(identities, AttributeStore.inMemory(), loop.clock());
    }

    Identifier person(String name) {
        return people.computeIfAbsent(
                name, unknown -> identities.create(SigningAlgorithm.ED25519).identifier());
    }

    ChangeHistory history(String name) {
        return identities.find(person(name)).orElseThrow().history();
    }

    Authority authority(AuthoritySettings settings, AuthorityStore store) {
        return new Authority(person("authority"), settings, store, identities, credentials, loop.clock());
    }

    /** Presents what the account authority says about somebody. */
    void presentAdministrator(String name, String project, Duration life) {
        Identifier accounts = person("accounts");
        boolean believed = credentials.present(
                person(name),
                accounts,
                credentials.issue(accounts, person(name), Attributes.of(Map.of("project", project)), life));
        if (!believed) {
            throw new AssertionError("the credential of " + name + " isn't believed");
        }
    }
}
