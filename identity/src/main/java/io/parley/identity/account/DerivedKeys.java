package io.parley.identity.account;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.core.setting.Expect;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Keys of cookies (HMAC-SHA-256), derived from the installation's secrets, so that all nodes know
/// each other's cookies, also after a change of secrets as long as the old one is kept. Thread
/// safe.
final class DerivedKeys {
  private static final String MAC = "HmacSHA256";

  private final List<SecretKeySpec> keys;

  private DerivedKeys(List<SecretKeySpec> keys) {
    this.keys = keys;
  }

  /// @param secretsKeys as in the setting `parley.secrets.keys`: `id:key,id:key`; the first key
  ///   makes codes, all check them
  /// @param label of the purpose: those of another purpose are other keys
  static DerivedKeys of(String secretsKeys, String label) {
    Expect.notBlank("secretsKeys", secretsKeys);
    return new DerivedKeys(
        Arrays.stream(secretsKeys.split(",", -1))
            .map(pair -> pair.substring(pair.indexOf(':') + 1).strip())
            .map(secret -> mac(new SecretKeySpec(secret.getBytes(UTF_8), MAC), label))
            .map(derived -> new SecretKeySpec(derived, MAC))
            .toList());
  }

  /// The code of a text, in base64url: 43 characters.
  String code(String text) {
    return code(keys.getFirst(), text);
  }

  boolean isCode(String code, String text) {
    boolean isCode = false;
    for (var key : keys) isCode |= isEqual(code, code(key, text));
    return isCode;
  }

  private static String code(SecretKeySpec key, String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(mac(key, text));
  }

  private static byte[] mac(SecretKeySpec key, String text) {
    try {
      var mac = Mac.getInstance(MAC);
      mac.init(key);
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + MAC, e);
    }
  }

  private static boolean isEqual(String one, String other) {
    return MessageDigest.isEqual(one.getBytes(US_ASCII), other.getBytes(US_ASCII));
  }
}
