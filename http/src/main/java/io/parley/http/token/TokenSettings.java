package io.parley.http.token;

import io.parley.core.setting.Expect;
import java.util.List;
import java.util.regex.Pattern;

/// Settings of issuing and checking tokens.
///
/// @param keys for customers' tokens; the first signs, all are accepted, so that a key can be
///   replaced while tokens of the old one are in use
/// @param lifetimes of customers' tokens
/// @param agentToken opens every session in the role `agent`; @param operatorToken likewise
public record TokenSettings(
    List<SigningKey> keys, TokenLifetimes lifetimes, String agentToken, String operatorToken) {
  /// Characters allowed in a WebSocket subprotocol (RFC 6455, section 4.1) and in `Authorization`.
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~-]{8,256}");

  /// The beginning of an API key, which no other token has.
  public static final String API_KEY = "pk_";

  private static final String KEYS = "parley.tokens.keys";
  private static final String OPERATOR = "parley.tokens.operator";
  private static final String NOT_SHOWN = "(not shown)";

  public TokenSettings {
    keys = List.copyOf(keys);
    if (keys.isEmpty()) throw Expect.wrong(KEYS, "none", "at least one");
    if (keys.stream().map(SigningKey::id).distinct().count() < keys.size())
      throw Expect.wrong(KEYS, NOT_SHOWN, "an id of its own for each");
    staff("parley.tokens.agent", agentToken);
    staff(OPERATOR, operatorToken);
    if (agentToken.equals(operatorToken))
      throw Expect.wrong(OPERATOR, NOT_SHOWN, "another token than the agents'");
  }

  private static void staff(String key, String token) {
    if (!TOKEN.matcher(token).matches()) throw Expect.wrong(key, NOT_SHOWN, TOKEN.pattern());
    if (token.startsWith(API_KEY))
      throw Expect.wrong(key, NOT_SHOWN, "another beginning than that of API keys, " + API_KEY);
  }

  @Override
  public String toString() {
    return "TokenSettings[(not shown), lifetimes=" + lifetimes + "]";
  }
}
