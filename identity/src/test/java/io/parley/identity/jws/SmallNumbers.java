package io.parley.identity.jws;

import static io.parley.identity.jws.NearSignatures.fixed;
import static io.parley.identity.jws.NearSignatures.joined;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Optional;
import org.bouncycastle.crypto.ec.CustomNamedCurves;

/// A key of P-256 and a right signature of it, both of whose numbers have a byte less than usual.
/// The key is made for the signature: by the equation of ECDSA (FIPS 186-5, section 6.4) it follows
/// from a nonce and two numbers.
///
/// @param r found by trying nonces; @param s chosen
record SmallNumbers(VerificationKey key, BigInteger r, BigInteger s) {
  private static final int BYTES = 32;
  private static final int SMALL_BITS = 8 * (BYTES - 1);

  static SmallNumbers of(byte[] message) throws GeneralSecurityException {
    var curve = CustomNamedCurves.getByName("P-256");
    var order = curve.getN();
    var nonce = BigInteger.ONE;
    BigInteger r;
    do {
      nonce = nonce.add(BigInteger.ONE);
      r = curve.getG().multiply(nonce).normalize().getAffineXCoord().toBigInteger().mod(order);
    } while (r.bitLength() > SMALL_BITS);
    var s = BigInteger.TEN;
    var hash = new BigInteger(1, MessageDigest.getInstance("SHA-256").digest(message));
    var secret = s.multiply(nonce).subtract(hash).multiply(r.modInverse(order)).mod(order);
    var point = curve.getG().multiply(secret).normalize();
    var parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec("secp256r1"));
    var spec =
        new ECPublicKeySpec(
            new ECPoint(
                point.getAffineXCoord().toBigInteger(), point.getAffineYCoord().toBigInteger()),
            parameters.getParameterSpec(ECParameterSpec.class));
    var key = KeyFactory.getInstance("EC").generatePublic(spec);
    return new SmallNumbers(VerificationKey.of(Optional.empty(), key), r, s);
  }

  /// As JOSE writes it.
  byte[] whole() {
    return joined(fixed(r, BYTES), fixed(s, BYTES));
  }

  /// Without the first byte of each number, which is zero.
  byte[] cut() {
    return joined(fixed(r, BYTES - 1), fixed(s, BYTES - 1));
  }
}
