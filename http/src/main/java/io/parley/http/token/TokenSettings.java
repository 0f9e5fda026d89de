package io.parley.http.token;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/// How tokens are made and checked.
///
/// @param keys what customers' tokens are signed with; the first signs, all are accepted, so that a
///   key can be replaced while tokens of the old one are out
/// @param lifetime of a customer's token
/// @param agentToken opens every session in the role `agent`; @param operatorToken likewise
public record TokenSettings(
    List<SigningKey> keys, Duration lifetime, String agentToken, String operatorToken) {
  /// What can travel as a WebSocket subprotocol (RFC 6455, section 4.1) and in `Authorization`.
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~-]{8,256}");

  public TokenSettings {
    keys = List.copyOf(keys);
    if (keys.isEmpty()) throw new IllegalArgumentException("no signing key (expected: ≥ 1)");
    if (keys.stream().map(SigningKey::id).distinct().count() < keys.size())
      throw new IllegalArgumentException("two signing keys of one id (expected: an id for each)");
    if (!lifetime.isPositive())
      throw new IllegalArgumentException("lifetime: " + lifetime + " (expected: > 0)");
    staff("agent token", agentToken);
    staff("operator token", operatorToken);
    if (agentToken.equals(operatorToken))
      throw new IllegalArgumentException(
          "the agent and the operator token are the same (expected: one for each)");
  }

  private static void staff(String name, String token) {
    if (!TOKEN.matcher(token).matches())
      throw new IllegalArgumentException(name + " of another form (expected: " + TOKEN + ")");
  }

  @Override
  public String toString() {
    return "TokenSettings[(not shown), lifetime=" + lifetime + "]";
  }
}
