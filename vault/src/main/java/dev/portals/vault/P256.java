package dev.portals.vault;

import java.math.BigInteger;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;
import org.jspecify.annotations.Nullable;

/** ECDSA P-256 with SHA-256 in the 64-byte r || s form; signing is deterministic (RFC 6979), S is not normalised. */
final class P256 {
    static final int SCALAR_LENGTH = 32;

    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256r1");
    private static final ECDomainParameters DOMAIN = new ECDomainParameters(CURVE);

    private P256() {}

    /** Whether the 32 bytes are a secret key: a number from 1 to n - 1. */
    static boolean isScalar(byte[] scalar) {
        BigInteger number = new BigInteger(1, scalar);
        return number.signum() > 0 && number.compareTo(DOMAIN.getN()) < 0;
    }

    /** The point that 65 uncompressed bytes stand for, or null if it isn't one of the curve. */
    static @Nullable ECPoint point(byte[] encoded) {
        try {
            return CURVE.getCurve().decodePoint(encoded);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The 65-byte uncompressed public point of a scalar from 1 to n - 1. */
    static byte[] publicKey(byte[] scalar) {
        return new FixedPointCombMultiplier()
                .multiply(DOMAIN.getG(), new BigInteger(1, scalar))
                .getEncoded(false);
    }

    static byte[] sign(byte[] scalar, byte[] message) {
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, new ECPrivateKeyParameters(new BigInteger(1, scalar), DOMAIN));
        BigInteger[] rs = signer.generateSignature(Sha256.digest(message));
        byte[] signature = new byte[64];
        BigIntegers.asUnsignedByteArray(rs[0], signature, 0, 32);
        BigIntegers.asUnsignedByteArray(rs[1], signature, 32, 32);
        return signature;
    }

    static boolean verify(byte[] key, byte[] message, byte[] signature) {
        ECPoint point = point(key);
        if (point == null || point.isInfinity()) {
            return false;
        }
        ECDSASigner signer = new ECDSASigner();
        signer.init(false, new ECPublicKeyParameters(point, DOMAIN));
        return signer.verifySignature(
                Sha256.digest(message), new BigInteger(1, signature, 0, 32), new BigInteger(1, signature, 32, 32));
    }
}
