package io.parley.identity.password;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.core.text.Unicode;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// A hash of a password by Argon2id, version 1.3, in the PHC string format:
/// `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`. Its text does not show it.
final class Argon2Hash {
  static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  private static final Pattern PHC =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=([1-9]\\d{0,6}),t=([1-9]\\d?),p=([1-9]\\d?)"
              + "\\$([A-Za-z0-9+/]{11,64})\\$([A-Za-z0-9+/]{22,86})");

  private final Argon2Terms terms;
  private final byte[] salt;
  private final byte[] hash;

  private Argon2Hash(Argon2Terms terms, byte[] salt, byte[] hash) {
    this.terms = terms;
    this.salt = salt;
    this.hash = hash;
  }

  /// @return empty if it is none, or would cost too much
  static Optional<Argon2Hash> parse(String phc) {
    var parts = PHC.matcher(phc);
    if (!parts.matches()) return Optional.empty();
    try {
      var terms =
          new Argon2Terms(number(parts.group(1)), number(parts.group(2)), number(parts.group(3)));
      var base64 = Base64.getDecoder();
      return Optional.of(
          new Argon2Hash(terms, base64.decode(parts.group(4)), base64.decode(parts.group(5))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Takes the time and the memory of the terms.
  static Argon2Hash of(String password, byte[] salt, Argon2Terms terms) {
    return new Argon2Hash(terms, salt.clone(), hash(password, salt, terms, HASH_BYTES));
  }

  /// Whether it is the password's hash. Takes the time and the memory of its terms.
  boolean matches(String password) {
    return MessageDigest.isEqual(hash, hash(password, salt, terms, hash.length));
  }

  Argon2Terms terms() {
    return terms;
  }

  String phc() {
    var base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            terms.memoryKib(),
            terms.passes(),
            terms.lanes(),
            base64.encodeToString(salt),
            base64.encodeToString(hash));
  }

  private static byte[] hash(String password, byte[] salt, Argon2Terms terms, int length) {
    // the same letters come in other code points from another keyboard (NIST SP 800-63B)
    var bytes = Unicode.nfkc(password).getBytes(UTF_8);
    var generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(terms.memoryKib())
            .withIterations(terms.passes())
            .withParallelism(terms.lanes())
            .withSalt(salt)
            .build());
    var made = new byte[length];
    generator.generateBytes(bytes, made);
    Arrays.fill(bytes, (byte) 0);
    return made;
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }

  @Override
  public String toString() {
    return "Argon2Hash[" + terms + "]";
  }
}
