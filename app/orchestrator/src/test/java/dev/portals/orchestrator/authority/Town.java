package dev.portals.orchestrator.authority;

import dev.portals.core.credential.AttributeStore;
import dev.portals.core.credential.Attributes;
import dev.portals.core.credential.Credential;
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
import org.jspecify.annotations.Nullable;

/** An authority and everybody who asks it, known by name. */
final class Town {
    final StillNode loop;
    final Identities identities;
    final Credentials credentials;
    private @Nullable Authority authority;
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
        authority = new Authority(person("authority"), settings, store, identities, loop.clock());
        return authority;
    }

    /** Presents to the authority that was started last what the account authority says about somebody. */
    void presentAdministrator(String name, String project, Duration life) {
        present(name, administratorCredential(name, project, life));
    }

    /** What the account authority says about somebody. */
    Credential administratorCredential(String name, String project, Duration life) {
        return credentials.issue(person("accounts"), person(name), Attributes.of(Map.of("project", project)), life);
    }

    /** Presents a credential of the account authority to the authority that was started last. */
    void present(String name, Credential credential) {
        if (!authority.credentials().present(person(name), person("accounts"), credential)) {
            throw new AssertionError("the credential of " + name + " isn't believed");
        }
    }
}
