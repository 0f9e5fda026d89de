package io.parley.core.setting;

import io.parley.core.text.Unicode;
import java.util.Set;
import java.util.regex.Pattern;

/// Which settings hold secrets, told by their keys: their values stand in no message and on no
/// page.
public final class SecretKeys {
  /// Rather one setting too many.
  private static final Pattern SECRET =
      Pattern.compile("token|secret|passw|key|credential|auth|cookie|private|salt");

  /// Settings of ours that are called like secrets and are none. Each by its whole name: what
  /// anybody adds is a secret until it is listed here.
  private static final Set<String> NO_SECRETS =
      Set.of(
          // of people's words, as models count them
          "parley.agent.limits.history-tokens",
          "parley.agent.limits.memory-tokens",
          "parley.agent.limits.output-tokens",
          "parley.agent.limits.tokens-per-hour",
          // when, not which
          "parley.management.token-needed",
          "parley.tokens.lifetime",
          "parley.tokens.renewable-for",
          "parley.tokens.after-end",
          // how often somebody may guess
          "parley.tokens.guesses.addresses-max",
          "parley.tokens.guesses.forgotten-after",
          "parley.tokens.guesses.free",
          "parley.tokens.guesses.pause",
          "parley.tokens.guesses.pause-max",
          // files in which they are
          "parley.http.tls.key",
          "parley.management.tls.key",
          "parley.cluster.tls.key",
          "parley.cluster.tls.authority");

  private SecretKeys() {}

  /// Whether the value of `key` may be a secret.
  ///
  /// @param key whole, such as `parley.tokens.agent`
  public static boolean contains(String key) {
    return !NO_SECRETS.contains(key) && SECRET.matcher(Unicode.small(key)).find();
  }
}
