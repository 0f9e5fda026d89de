package io.parley.persistence.secret;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/// Keys of single things, such as a recording: each is stored encrypted under the [Keyring], and
/// encrypts bytes with AES-256-GCM. Without its row nothing of it can be read.
public final class OwnKeys {
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;

  private final Keyring keyring;
  private final SecureRandom random = new SecureRandom();

  public OwnKeys(Keyring keyring) {
    this.keyring = keyring;
  }

  /// A key as it is stored.
  ///
  /// @param keyId the id of the keyring's key; @param sealed in Base64
  public record Stored(String keyId, String sealed) {}

  /// Whether the keyring has no key: none can be made.
  public boolean isEmpty() {
    return keyring.isEmpty();
  }

  /// A new key.
  ///
  /// @param context what it belongs to: it can be opened with the same context alone
  public Stored make(String context) {
    var key = new byte[KEY_BYTES];
    random.nextBytes(key);
    var sealed = keyring.seal(Base64.getEncoder().encodeToString(key), context);
    return new Stored(sealed.key(), sealed.bytes().base64());
  }

  /// @return empty if the keyring's key is gone, or the bytes belong to something else
  public Optional<OwnKey> open(Stored stored, String context) {
    return keyring
        .open(stored.keyId(), Base64.getDecoder().decode(stored.sealed()), context)
        .map(key -> new OwnKey(new SecretKeySpec(Base64.getDecoder().decode(key), "AES")));
  }

  /// An opened key. Its text shows nothing of it.
  public final class OwnKey {
    private final SecretKeySpec key;

    private OwnKey(SecretKeySpec key) {
      this.key = key;
    }

    /// @param context as for [#open]
    public byte[] seal(byte[] plain, String context) {
      var nonce = new byte[NONCE_BYTES];
      random.nextBytes(nonce);
      try {
        var text = Keyring.cipher(Cipher.ENCRYPT_MODE, key, nonce, context).doFinal(plain);
        var all = Arrays.copyOf(nonce, NONCE_BYTES + text.length);
        System.arraycopy(text, 0, all, NONCE_BYTES, text.length);
        return all;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("this JDK cannot encrypt with AES-256-GCM", e);
      }
    }

    /// @return empty if the bytes were changed, or belong to something else
    public Optional<byte[]> open(byte[] sealed, String context) {
      if (sealed.length < NONCE_BYTES) return Optional.empty();
      try {
        var nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        return Optional.of(
            Keyring.cipher(Cipher.DECRYPT_MODE, key, nonce, context)
                .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES));
      } catch (AEADBadTagException e) {
        // expected where somebody changed an object: it counts as missing
        return Optional.empty();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("this JDK cannot decrypt with AES-256-GCM", e);
      }
    }
  }
}
