package dev.portals.orchestrator.account;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.portals.orchestrator.PublicAddress;
import dev.portals.orchestrator.store.Database;
import dev.portals.vault.KeyHandle;
import dev.portals.vault.SigningAlgorithm;
import dev.portals.vault.SigningVault;
import dev.portals.vault.VerifyingKey;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/** Tells programs who signed in, signed (OpenID Connect). The key is one of the vault's, by ES256. */
public final class IdTokens {
    private static final String SETTING = "id-token-key";
    private static final int COORDINATE = 32;

    private final SigningVault vault;
    private final InstantSource clock;
    private final PublicAddress issuer;
    private final KeyHandle key;
    private final ECKey publicKey;

    /** Those of the installation at that address, signed by its key; the first time, a key is made. */
    public IdTokens(Database database, InstantSource clock, PublicAddress issuer, SigningVault vault) {
        this.vault = vault;
        this.clock = clock;
        this.issuer = issuer;
        VerifyingKey verifying = key(database, vault);
        this.key = vault.handleOf(verifying);
        byte[] point = verifying.bytes();
        this.publicKey = new ECKey.Builder(
                        Curve.P_256,
                        Base64URL.encode(Arrays.copyOfRange(point, 1, 1 + COORDINATE)),
                        Base64URL.encode(Arrays.copyOfRange(point, 1 + COORDINATE, 1 + 2 * COORDINATE)))
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.ES256)
                .keyID(HexFormat.of().formatHex(key.bytes()).substring(0, 16))
                .build();
    }

    private static VerifyingKey key(Database database, SigningVault vault) {
        Optional<String> known = setting(database);
        if (known.isEmpty()) {
            String made = HexFormat.of()
                    .formatHex(vault.verifyingKey(vault.generateSigningKey(SigningAlgorithm.ECDSA_P256_SHA256))
                            .bytes());
            // Another instance may have been faster.
            database.change(handle -> handle.createUpdate(
                            "INSERT INTO settings (name, value) VALUES (:name, :key) ON CONFLICT (name) DO NOTHING")
                    .bind("name", SETTING)
                    .bind("key", made)
                    .execute());
        }
        return new VerifyingKey(
                SigningAlgorithm.ECDSA_P256_SHA256,
                HexFormat.of().parseHex(setting(database).orElseThrow()));
    }

    private static Optional<String> setting(Database database) {
        return database.read(handle -> handle.createQuery("SELECT value FROM settings WHERE name = :name")
                .bind("name", SETTING)
                .mapTo(String.class)
                .findOne());
    }

    /** The public keys, for programs to check with. */
    public JWKSet keys() {
        return new JWKSet(publicKey);
    }

    /** The token about a user for a program, which asked to see a nonce again or none (empty). */
    public String issue(User user, String clientId, String nonce) {
        Date now = Date.from(clock.instant());
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer.toString())
                .subject(user.sub())
                .audience(clientId)
                .issueTime(now)
                .expirationTime(Date.from(clock.instant().plus(Grants.TOKEN_LIFE)))
                .claim("email", user.email())
                .claim("email_verified", user.verified())
                .claim("name", user.name())
                .claim("nickname", user.nickname());
        if (!nonce.isEmpty()) {
            claims.claim("nonce", nonce);
        }
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .keyID(publicKey.getKeyID())
                        .type(JOSEObjectType.JWT)
                        .build(),
                claims.build());
        try {
            token.sign(new VaultSigner());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    private final class VaultSigner implements JWSSigner {
        private final JCAContext context = new JCAContext();

        @Override
        public Base64URL sign(JWSHeader header, byte[] input) {
            return Base64URL.encode(vault.sign(key, input).bytes());
        }

        @Override
        public Set<JWSAlgorithm> supportedJWSAlgorithms() {
            return Set.of(JWSAlgorithm.ES256);
        }

        @Override
        public JCAContext getJCAContext() {
            return context;
        }
    }
}
