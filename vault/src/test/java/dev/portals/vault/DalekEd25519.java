package dev.portals.vault;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Ed25519 verification exactly as ed25519-dalek 2.1 does it outside its strict mode, slowly and plainly: S below the
 * order; the key decoded leniently; {@code R' = [S]B - [k]A} encoded and compared with R byte for byte.
 */
final class DalekEd25519 {
    static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    static final BigInteger L = BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    private static final BigInteger D = BigInteger.valueOf(-121665)
            .multiply(BigInteger.valueOf(121666).modInverse(P))
            .mod(P);
    private static final BigInteger ROOT_OF_MINUS_ONE =
            BigInteger.TWO.modPow(P.subtract(BigInteger.ONE).shiftRight(2), P);

    /** A point in affine coordinates. */
    record Point(BigInteger x, BigInteger y) {
        static final Point IDENTITY = new Point(BigInteger.ZERO, BigInteger.ONE);
        static final Point BASE = decodeSurely("5866666666666666666666666666666666666666666666666666666666666666");
        /** A point of order 8. */
        static final Point ORDER_8 = decodeSurely("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05");

        Point plus(Point other) {
            return Extended.of(this).plus(Extended.of(other)).affine();
        }

        Point times(BigInteger scalar) {
            Extended self = Extended.of(this);
            Extended result = Extended.of(IDENTITY);
            for (int bit = scalar.bitLength() - 1; bit >= 0; bit--) {
                result = result.plus(result);
                if (scalar.testBit(bit)) {
                    result = result.plus(self);
                }
            }
            return result.affine();
        }

        Point negated() {
            return new Point(P.subtract(x).mod(P), y);
        }

        byte[] encoded() {
            byte[] bytes = littleEndian(y);
            bytes[31] |= (byte) (x.testBit(0) ? 0x80 : 0);
            return bytes;
        }

        /** Lenient: a y that isn't reduced and a negative zero are taken. */
        static @Nullable Point decode(byte[] bytes) {
            byte[] masked = bytes.clone();
            boolean sign = masked[31] < 0;
            masked[31] &= 0x7f;
            BigInteger y = number(masked).mod(P);
            BigInteger yy = y.multiply(y);
            BigInteger xx = yy.subtract(BigInteger.ONE)
                    .multiply(yy.multiply(D).add(BigInteger.ONE).modInverse(P))
                    .mod(P);
            BigInteger x = xx.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
            if (!x.multiply(x).mod(P).equals(xx)) {
                x = x.multiply(ROOT_OF_MINUS_ONE).mod(P);
            }
            if (!x.multiply(x).mod(P).equals(xx)) {
                return null;
            }
            return new Point(x.testBit(0) == sign ? x : P.subtract(x).mod(P), y);
        }

        private static Point decodeSurely(String hex) {
            Point point = decode(Vectors.hex(hex));
            if (point == null) {
                throw new AssertionError(hex);
            }
            return point;
        }
    }

    /** Extended coordinates (RFC 8032 section 5.1.4), which spare an inversion per addition. */
    private record Extended(BigInteger x, BigInteger y, BigInteger z, BigInteger t) {
        static Extended of(Point point) {
            return new Extended(
                    point.x, point.y, BigInteger.ONE, point.x.multiply(point.y).mod(P));
        }

        Extended plus(Extended other) {
            BigInteger a = y.subtract(x).multiply(other.y.subtract(other.x)).mod(P);
            BigInteger b = y.add(x).multiply(other.y.add(other.x)).mod(P);
            BigInteger c = t.multiply(D.shiftLeft(1)).mod(P).multiply(other.t).mod(P);
            BigInteger d = z.multiply(other.z).shiftLeft(1).mod(P);
            BigInteger e = b.subtract(a);
            BigInteger f = d.subtract(c);
            BigInteger g = d.add(c);
            BigInteger h = b.add(a);
            return new Extended(
                    e.multiply(f).mod(P),
                    g.multiply(h).mod(P),
                    f.multiply(g).mod(P),
                    e.multiply(h).mod(P));
        }

        Point affine() {
            BigInteger inverse = z.modInverse(P);
            return new Point(x.multiply(inverse).mod(P), y.multiply(inverse).mod(P));
        }
    }

    private DalekEd25519() {}

    static boolean verify(byte[] key, byte[] message, byte[] signature) {
        byte[] r = Arrays.copyOf(signature, 32);
        BigInteger s = number(Arrays.copyOfRange(signature, 32, 64));
        Point a = Point.decode(key);
        if (s.compareTo(L) >= 0 || a == null) {
            return false;
        }
        Point expected = Point.BASE.times(s).plus(a.negated().times(challenge(r, key, message)));
        return Arrays.equals(expected.encoded(), r);
    }

    static BigInteger challenge(byte[] r, byte[] key, byte[] message) {
        try {
            MessageDigest sha512 = MessageDigest.getInstance("SHA-512");
            sha512.update(r);
            sha512.update(key);
            return number(sha512.digest(message)).mod(L);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    static BigInteger number(byte[] littleEndian) {
        byte[] big = new byte[littleEndian.length];
        for (int i = 0; i < big.length; i++) {
            big[i] = littleEndian[big.length - 1 - i];
        }
        return new BigInteger(1, big);
    }

    static byte[] littleEndian(BigInteger number) {
        byte[] bytes = new byte[32];
        for (int i = 0; i < 32; i++) {
            bytes[i] = number.shiftRight(8 * i).byteValue();
        }
        return bytes;
    }
}
