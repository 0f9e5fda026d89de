package io.parley.tools.mcp.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.tools.mcp.rpc.McpFailure;
import io.parley.tools.mcp.rpc.McpFailure.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// The token of an authorization server.
///
/// @param scopes that were asked for, with those that were granted
/// @param expiresAt of [System#nanoTime()]; empty when it is not known
record Token(
    String access, Optional<String> refresh, Set<String> scopes, Optional<Long> expiresAt) {
  private static final Duration EARLY = Duration.ofSeconds(20);
  private static final int VALID_MAX = 86_400;

  Token {
    scopes = Set.copyOf(scopes);
  }

  static Token of(ObjectNode answer, Set<String> asked, Optional<String> oldRefresh)
      throws McpFailure {
    var access = answer.path("access_token").asText("");
    boolean isBearer = answer.path("token_type").asText("bearer").equalsIgnoreCase("bearer");
    if (access.isEmpty() || !isBearer || !access.chars().allMatch(c -> c > ' ' && c < 127))
      throw new McpFailure(Kind.UNAUTHORIZED, "the authorization server gave no bearer token");
    var valid = answer.path("expires_in");
    return new Token(
        access,
        Optional.of(answer.path("refresh_token").asText(""))
            .filter(text -> !text.isEmpty())
            .or(() -> oldRefresh),
        asked,
        valid.isInt()
            ? Optional.of(
                System.nanoTime()
                    + Duration.ofSeconds(Math.clamp(valid.asInt(), 0, VALID_MAX)).toNanos())
            : Optional.empty());
  }

  boolean isOld() {
    return expiresAt.filter(at -> at - System.nanoTime() < EARLY.toNanos()).isPresent();
  }

  /// Tokens are never printed.
  @Override
  public String toString() {
    return "Token" + scopes;
  }
}
