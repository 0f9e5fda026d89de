package io.parley.persistence.secret;

import io.parley.core.setting.Expect;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The keys that encrypt secrets: AES-256-GCM (NIST SP 800-38D) with a random nonce of 96 bits for
/// each value. The first key encrypts, all decrypt. Its text shows no key. Stores of other packages
/// encrypt by it, too.
public final class Keyring {
  private static final String NAME = "parley.secrets.keys";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,32}");
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final String FORM =
      "id:key, separated by commas, each key 32 random bytes in Base64";

  private final Map<String, SecretKeySpec> keys;
  private final SecureRandom random = new SecureRandom();

  /// An encrypted value.
  ///
  /// @param key the id of its key
  public record Sealed(String key, Bytes bytes) {}

  /// Bytes that must not be changed.
  public record Bytes(String base64) {
    public static Bytes of(byte[] bytes) {
      return new Bytes(Base64.getEncoder().encodeToString(bytes));
    }

    public byte[] array() {
      return Base64.getDecoder().decode(base64);
    }
  }

  private Keyring(Map<String, SecretKeySpec> keys) {
    this.keys = keys;
  }

  /// Without a key: nothing can be stored or read.
  public static Keyring empty() {
    return new Keyring(Map.of());
  }

  /// @param text such as `2026:q83v…=,2025:EjRW…=`
  /// @throws IllegalArgumentException if it is of another form; the message shows none of it
  public static Keyring of(String text) {
    var keys = new LinkedHashMap<String, SecretKeySpec>();
    for (var pair : text.split(",", -1)) {
      int colon = pair.indexOf(':');
      if (colon < 1) throw wrong();
      var id = pair.substring(0, colon).strip();
      if (!ID.matcher(id).matches() || keys.containsKey(id)) throw wrong();
      keys.put(id, key(pair.substring(colon + 1).strip()));
    }
    return new Keyring(keys);
  }

  /// Whether there is no key: nothing can be encrypted.
  public boolean isEmpty() {
    return keys.isEmpty();
  }

  boolean has(String key) {
    return keys.containsKey(key);
  }

  /// @param context what the value belongs to: it can be opened with the same context alone
  public Sealed seal(String value, String context) {
    var key = keys.entrySet().iterator().next();
    var nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      var cipher = cipher(Cipher.ENCRYPT_MODE, key.getValue(), nonce, context);
      var text = cipher.doFinal(value.getBytes(StandardCharsets.UTF_8));
      var all = Arrays.copyOf(nonce, NONCE_BYTES + text.length);
      System.arraycopy(text, 0, all, NONCE_BYTES, text.length);
      return new Sealed(key.getKey(), Bytes.of(all));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot encrypt with AES-256-GCM", e);
    }
  }

  /// @return empty if there is no such key, or the bytes were changed or belong to something else
  public Optional<String> open(String key, byte[] sealed, String context) {
    var with = keys.get(key);
    if (with == null || sealed.length < NONCE_BYTES) return Optional.empty();
    try {
      var nonce = Arrays.copyOf(sealed, NONCE_BYTES);
      var text =
          cipher(Cipher.DECRYPT_MODE, with, nonce, context)
              .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
      return Optional.of(new String(text, StandardCharsets.UTF_8));
    } catch (AEADBadTagException e) {
      // expected where somebody changed a row: the value counts as lost
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot decrypt with AES-256-GCM", e);
    }
  }

  static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, String context)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  /// In either alphabet of Base64.
  private static SecretKeySpec key(String text) {
    try {
      var bytes = Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
      if (bytes.length != KEY_BYTES) throw wrong();
      return new SecretKeySpec(bytes, "AES");
    } catch (IllegalArgumentException e) {
      throw wrong();
    }
  }

  private static IllegalArgumentException wrong() {
    return Expect.wrong(NAME, "(not shown)", FORM);
  }

  @Override
  public String toString() {
    return "Keyring" + keys.keySet();
  }
}
