package io.parley.core.setting;

import io.parley.core.text.Unicode;
import java.util.Set;
import java.util.regex.Pattern;

/// Decides by its key whether a setting is secret. Secret values appear in no message and on no
/// page.
public final class SecretKeys {
  /// Matches rather one setting too many.
  private static final Pattern SECRET =
      Pattern.compile("token|secret|passw|key|credential|auth|cookie|private|salt");

  /// Parley's settings that are named like secrets but are not. Listed by complete name, so that a
  /// new setting is secret until it is added here.
  private static final Set<String> NO_SECRETS =
      Set.of(
          // tokens that models count
          "parley.agent.limits.history-tokens",
          "parley.agent.limits.memory-tokens",
          "parley.agent.limits.output-tokens",
          "parley.agent.limits.tokens-per-hour",
          "parley.quotas.default.tokens-per-minute",
          // a condition, not a token
          "parley.management.token-needed",
          "parley.tokens.lifetime",
          "parley.tokens.renewable-for",
          "parley.tokens.after-end",
          // whether and how long they count
          "parley.auth.shared-tokens",
          "parley.accounts.access-token.life",
          "parley.accounts.keys.algorithm",
          "parley.accounts.keys.period",
          "parley.accounts.keys.ahead",
          // by which signatures are checked
          "parley.telephony.telnyx.public-key",
          // limits of guesses
          "parley.tokens.guesses.addresses-max",
          "parley.tokens.guesses.forgotten-after",
          "parley.tokens.guesses.free",
          "parley.tokens.guesses.pause",
          "parley.tokens.guesses.pause-max",
          // names of files
          "parley.embedder.onnx.tokenizer",
          "parley.http.tls.key",
          "parley.management.tls.key",
          "parley.cluster.tls.key",
          "parley.cluster.tls.authority",
          "parley.sip.tls.authority",
          "parley.telephony.vonage.private-key-file");

  /// Keys of a telephone.
  private static final Pattern TELEPHONE = Pattern.compile("\\.(?:menu|turn)\\.keys(?:\\.|$)");

  private SecretKeys() {}

  /// Whether the value of `key` may be a secret.
  ///
  /// @param key whole, such as `parley.tokens.agent`
  public static boolean contains(String key) {
    return !NO_SECRETS.contains(key)
        && !TELEPHONE.matcher(key).find()
        && SECRET.matcher(Unicode.small(key)).find();
  }
}
