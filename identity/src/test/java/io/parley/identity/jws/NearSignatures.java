package io.parley.identity.jws;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signatures that are nearly right, of each accepted algorithm: vectors as Wycheproof has them,
/// made anew with fresh keys by each run. All are of [#INPUT].
final class NearSignatures {
  /// An empty header and no claims.
  static final String INPUT = "e30.e30";

  private static final byte[] MESSAGE = INPUT.getBytes(US_ASCII);
  private static final int RSA_BYTES = 256;
  private static final int NUMBER_BYTES = 32;

  /// Of P-256 (FIPS 186-5).
  private static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  /// Of Ed25519 (RFC 8032, section 5.1).
  private static final BigInteger ED_ORDER =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  /// `DigestInfo` before a hash (RFC 8017, section 9.2).
  private static final String SHA256 = "3031300d060960864801650304020105000420";

  private static final String SHA1 = "3021300906052b0e03021a05000414";

  private final List<Near> all = new ArrayList<>();

  /// @param text of the signature, in Base64 for addresses
  record Near(String name, VerificationKey key, String text) {
    static Near of(String name, VerificationKey key, byte[] signature) {
      return new Near(name, key, Base64.getUrlEncoder().withoutPadding().encodeToString(signature));
    }

    byte[] signature() {
      return Base64.getUrlDecoder().decode(text);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /// @return keys with their right signatures, for comparison
  static List<Near> right() throws GeneralSecurityException {
    var right = new ArrayList<Near>();
    for (var algorithm : JwsAlgorithm.values())
      switch (algorithm) {
        case RS256, ES256, EDDSA -> {
          var pair = pair(algorithm);
          right.add(Near.of(algorithm.jose(), key(pair), signed(algorithm, pair)));
        }
        case HS256 -> right.add(Near.of("HS256", shared(1), mac(1)));
      }
    return right;
  }

  static List<Near> all() throws GeneralSecurityException {
    var made = new NearSignatures();
    for (var algorithm : List.of(JwsAlgorithm.RS256, JwsAlgorithm.ES256, JwsAlgorithm.EDDSA))
      made.lengths(algorithm);
    made.rsa();
    made.ec();
    made.ed();
    made.shared();
    return made.all;
  }

  private void lengths(JwsAlgorithm algorithm) throws GeneralSecurityException {
    var pair = pair(algorithm);
    var right = signed(algorithm, pair);
    var name = algorithm.jose() + " ";
    add(name + "empty", pair, new byte[0]);
    add(name + "one byte", pair, new byte[1]);
    add(name + "zeros", pair, new byte[right.length]);
    add(name + "ones", pair, filled(right.length, 0xff));
    add(name + "a byte less", pair, Arrays.copyOf(right, right.length - 1));
    add(name + "a byte more", pair, Arrays.copyOf(right, right.length + 1));
    add(name + "a zero before", pair, joined(new byte[1], right));
    add(name + "twice", pair, joined(right, right));
    add(name + "half", pair, Arrays.copyOf(right, right.length / 2));
    add(name + "of another key", pair(algorithm), right);
  }

  // --- RS256 -------------------------------------------------------------------------------------

  /// Encodings that checks of single bytes let pass (Bleichenbacher, CRYPTO 2006).
  private void rsa() throws GeneralSecurityException {
    var pair = pair(JwsAlgorithm.RS256);
    var digest = hash("SHA-256");
    var info = joined(hex(SHA256), digest);
    int length = RSA_BYTES - info.length - 3;
    encoded("RS256 block type 2", pair, padded(2, length, 0xff, info));
    encoded("RS256 block type 0", pair, padded(0, length, 0xff, info));
    encoded("RS256 padding of zeros", pair, padded(1, length, 0, info));
    encoded("RS256 padding of other bytes", pair, padded(1, length, 0xfe, info));
    var behind = joined(info, new byte[length - 8]);
    encoded("RS256 bytes behind the hash", pair, padded(1, 8, 0xff, behind));
    encoded("RS256 the hash alone", pair, padded(1, RSA_BYTES - digest.length - 3, 0xff, digest));
    var old = joined(hex(SHA1), hash("SHA-1"));
    encoded("RS256 by SHA-1", pair, padded(1, RSA_BYTES - old.length - 3, 0xff, old));
    var renamed = joined(hex(SHA1), Arrays.copyOf(digest, 20));
    encoded("RS256 named SHA-1", pair, padded(1, RSA_BYTES - renamed.length - 3, 0xff, renamed));
    encoded("RS256 one", pair, BigInteger.ONE.toByteArray());
    var pss = Signature.getInstance("RSASSA-PSS");
    pss.setParameter(
        new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, NUMBER_BYTES, 1));
    pss.initSign(pair.getPrivate());
    pss.update(MESSAGE);
    add("RS256 by PSS", pair, pss.sign());
  }

  private void encoded(String name, KeyPair pair, byte[] message) {
    var key = (RSAPrivateKey) pair.getPrivate();
    var number = new BigInteger(1, message).modPow(key.getPrivateExponent(), key.getModulus());
    add(name, pair, fixed(number, RSA_BYTES));
  }

  private static byte[] padded(int type, int length, int filling, byte[] content) {
    return joined(new byte[] {0, (byte) type}, filled(length, filling), new byte[1], content);
  }

  // --- ES256 -------------------------------------------------------------------------------------

  /// Numbers outside of their range (CVE-2022-21449), and other forms than the two numbers.
  private void ec() throws GeneralSecurityException {
    var pair = pair(JwsAlgorithm.ES256);
    var right = signed(JwsAlgorithm.ES256, pair);
    var r = new BigInteger(1, Arrays.copyOf(right, NUMBER_BYTES));
    var s = new BigInteger(1, Arrays.copyOfRange(right, NUMBER_BYTES, 2 * NUMBER_BYTES));
    numbers("r 0", pair, BigInteger.ZERO, s);
    numbers("s 0", pair, r, BigInteger.ZERO);
    numbers("both 1", pair, BigInteger.ONE, BigInteger.ONE);
    numbers("r the order", pair, ORDER, s);
    numbers("s the order", pair, r, ORDER);
    numbers("both the order", pair, ORDER, ORDER);
    var last = ORDER.subtract(BigInteger.ONE);
    numbers("both less by one", pair, last, last);
    numbers("r negative", pair, ORDER.subtract(r), s);
    numbers("the other way round", pair, s, r);
    var der = Signature.getInstance("SHA256withECDSA");
    der.initSign(pair.getPrivate());
    der.update(MESSAGE);
    add("ES256 as ASN.1", pair, der.sign());
    var other = Signature.getInstance("SHA384withECDSAinP1363Format");
    other.initSign(pair.getPrivate());
    other.update(MESSAGE);
    add("ES256 by SHA-384", pair, other.sign());
    add(
        "ES256 numbers of 33 bytes",
        pair,
        joined(fixed(r, NUMBER_BYTES + 1), fixed(s, NUMBER_BYTES + 1)));
    // RFC 7518, section 3.4: 64 bytes, also where both numbers would fit in fewer
    var small = SmallNumbers.of(MESSAGE);
    all.add(Near.of("ES256 numbers of 31 bytes", small.key(), small.cut()));
  }

  private void numbers(String name, KeyPair pair, BigInteger r, BigInteger s) {
    add("ES256 " + name, pair, joined(fixed(r, NUMBER_BYTES), fixed(s, NUMBER_BYTES)));
  }

  // --- EdDSA and HS256 ---------------------------------------------------------------------------

  /// RFC 8032, section 5.1.7: a number beyond the order is another text of the same signature.
  private void ed() throws GeneralSecurityException {
    var pair = pair(JwsAlgorithm.EDDSA);
    var right = signed(JwsAlgorithm.EDDSA, pair);
    var point = Arrays.copyOf(right, NUMBER_BYTES);
    var number =
        new BigInteger(1, reversed(Arrays.copyOfRange(right, NUMBER_BYTES, 2 * NUMBER_BYTES)));
    add("EdDSA s + the order", pair, joined(point, little(number.add(ED_ORDER))));
    add("EdDSA s the order", pair, joined(point, little(ED_ORDER)));
    add("EdDSA s 0", pair, joined(point, new byte[NUMBER_BYTES]));
    var neutral = new byte[NUMBER_BYTES];
    neutral[0] = 1;
    add("EdDSA the neutral point and 0", pair, joined(neutral, new byte[NUMBER_BYTES]));
    add("EdDSA no point", pair, joined(filled(NUMBER_BYTES, 0xff), little(number)));
    var negative = right.clone();
    negative[NUMBER_BYTES - 1] ^= (byte) 0x80;
    add("EdDSA the other point", pair, negative);
  }

  private void shared() throws GeneralSecurityException {
    var key = shared(1);
    var right = mac(1);
    for (int length : new int[] {0, 1, 16, 31, 33})
      all.add(Near.of("HS256 of %d bytes".formatted(length), key, Arrays.copyOf(right, length)));
    all.add(Near.of("HS256 zeros", key, new byte[NUMBER_BYTES]));
    all.add(Near.of("HS256 of another key", shared(2), right));
    all.add(Near.of("HS256 the hash", key, hash("SHA-256")));
  }

  // --- the right ones ----------------------------------------------------------------------------

  private static KeyPair pair(JwsAlgorithm algorithm) throws GeneralSecurityException {
    return switch (algorithm) {
      case RS256 -> {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(8 * RSA_BYTES);
        yield generator.generateKeyPair();
      }
      case ES256 -> {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        yield generator.generateKeyPair();
      }
      case EDDSA -> KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      case HS256 -> throw new IllegalArgumentException("a shared key has no pair");
    };
  }

  private static VerificationKey key(KeyPair pair) {
    return VerificationKey.of(Optional.empty(), pair.getPublic());
  }

  private static byte[] signed(JwsAlgorithm algorithm, KeyPair pair)
      throws GeneralSecurityException {
    var signer = Signature.getInstance(algorithm.jca());
    signer.initSign(pair.getPrivate());
    signer.update(MESSAGE);
    return signer.sign();
  }

  private static VerificationKey shared(int filling) {
    return VerificationKey.shared(
        Optional.empty(), new SecretKeySpec(filled(NUMBER_BYTES, filling), "HmacSHA256"));
  }

  private static byte[] mac(int filling) throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(filled(NUMBER_BYTES, filling), "HmacSHA256"));
    return mac.doFinal(MESSAGE);
  }

  private void add(String name, KeyPair pair, byte[] signature) {
    all.add(Near.of(name, key(pair), signature));
  }

  // --- bytes -------------------------------------------------------------------------------------

  private static byte[] hash(String name) throws GeneralSecurityException {
    return MessageDigest.getInstance(name).digest(MESSAGE);
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  private static byte[] filled(int length, int value) {
    var bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  static byte[] joined(byte[]... parts) {
    var all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
    int at = 0;
    for (var part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  /// Big endian, with zeros before it.
  static byte[] fixed(BigInteger number, int length) {
    var bytes = number.toByteArray();
    var fixed = new byte[length];
    int count = Math.min(bytes.length, length);
    System.arraycopy(bytes, bytes.length - count, fixed, length - count, count);
    return fixed;
  }

  private static byte[] little(BigInteger number) {
    return reversed(fixed(number, NUMBER_BYTES));
  }

  private static byte[] reversed(byte[] bytes) {
    var reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) reversed[i] = bytes[bytes.length - 1 - i];
    return reversed;
  }
}
