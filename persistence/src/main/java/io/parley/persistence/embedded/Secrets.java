package io.parley.persistence.embedded;

import io.parley.core.text.RandomText;
import io.parley.persistence.embedded.StartFailure.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.regex.Pattern;

/// The passwords and keys of one data directory, generated at random on the first start and kept in
/// files that only their owner can read. A lost file cannot be replaced: the database rejects a new
/// password, tokens signed with the old key are void, and encrypted secrets cannot be read.
public final class Secrets {
  private static final int KEY_BYTES = 32;
  private static final int ACCESS_KEY_BYTES = 15;

  /// Characters of URL-safe Base64 without padding, at a length that cannot be guessed.
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{20,200}");

  private final Path postgresPasswordFile;
  private final String postgresPassword;
  private final ObjectStoreKeys objectStore;
  private final byte[] tokenKey;
  private final String secretKey;

  private Secrets(Path directory) throws IOException {
    postgresPasswordFile = directory.resolve("postgres");
    postgresPassword = secret(postgresPasswordFile, KEY_BYTES);
    objectStore =
        new ObjectStoreKeys(
            secret(directory.resolve("s3-access-key"), ACCESS_KEY_BYTES),
            secret(directory.resolve("s3-secret-key"), KEY_BYTES));
    tokenKey =
        secret(directory.resolve("token-key"), KEY_BYTES).getBytes(StandardCharsets.US_ASCII);
    secretKey = secret(directory.resolve("secret-key"), KEY_BYTES);
  }

  /// Reads the secrets in `directory`, and generates missing ones.
  static Secrets in(Path directory) throws IOException {
    return new Secrets(DataDirectory.createPrivate(directory));
  }

  /// The password of the database's roles.
  String postgresPassword() {
    return postgresPassword;
  }

  /// The same password as a file, for a program that must not get it on its command line.
  Path postgresPasswordFile() {
    return postgresPasswordFile;
  }

  public ObjectStoreKeys objectStore() {
    return objectStore;
  }

  /// The key that signs session tokens (HMAC-SHA-256): 43 ASCII letters that hold 256 random bits.
  public byte[] tokenKey() {
    return tokenKey.clone();
  }

  /// The key that encrypts secrets for servers outside: 256 random bits in URL-safe Base64.
  public String secretKey() {
    return secretKey;
  }

  private static String secret(Path file, int bytes) throws IOException {
    if (!Files.exists(file)) AtomicFile.write(file, random(bytes) + "\n");
    var secret = Files.readString(file).strip();
    if (SECRET.matcher(secret).matches()) return secret;
    throw new StartFailure(
        Kind.DATA_NOT_OURS,
        "%s does not hold a secret (expected: 20 to 200 letters, digits, - or _; restore it from a backup)"
            .formatted(file));
  }

  private static String random(int count) {
    return RandomText.of(count, new SecureRandom());
  }

  @Override
  public String toString() {
    return "Secrets[(not shown)]";
  }
}
