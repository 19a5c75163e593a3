package dev.portals.core.channel;

import dev.portals.vault.AgreementVault;
import dev.portals.vault.KeyHandle;
import dev.portals.vault.SecretBytes;
import dev.portals.vault.SoftwareVault;
import dev.portals.vault.Vault;
import dev.portals.vault.VaultException;
import dev.portals.vault.X25519PublicKey;
import java.util.HashSet;
import java.util.Set;

/** A vault in memory that knows which ephemeral keys are still there, and that can be made to fail. */
final class CountingVault implements AgreementVault {
    final SoftwareVault software = SoftwareVault.inMemory();
    final Set<KeyHandle> ephemeral = new HashSet<>();
    boolean broken;

    Vault asVault() {
        return new Vault(software, software, this);
    }

    @Override
    public KeyHandle generateStaticKey() {
        return software.generateStaticKey();
    }

    @Override
    public KeyHandle generateEphemeralKey() {
        KeyHandle handle = software.generateEphemeralKey();
        ephemeral.add(handle);
        return handle;
    }

    @Override
    public X25519PublicKey agreementKey(KeyHandle key) {
        return software.agreementKey(key);
    }

    @Override
    public KeyHandle handleOf(X25519PublicKey key) {
        return software.handleOf(key);
    }

    @Override
    public SecretBytes agree(KeyHandle key, X25519PublicKey peer) {
        if (broken) {
            throw new VaultException(VaultException.Reason.STORAGE, "broken");
        }
        return software.agree(key, peer);
    }

    @Override
    public boolean deleteAgreementKey(KeyHandle key) {
        ephemeral.remove(key);
        return software.deleteAgreementKey(key);
    }
}
