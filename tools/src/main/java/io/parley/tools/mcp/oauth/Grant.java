package io.parley.tools.mcp.oauth;

import io.parley.tools.json.Jackson;
import io.parley.tools.mcp.rpc.McpFailure;
import io.parley.tools.mcp.rpc.McpFailure.Kind;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Tokens with their parties, as they are stored.
record Grant(
    Party party,
    String access,
    Optional<String> refresh,
    Optional<Instant> expiresAt,
    Set<String> scopes) {
  private static final Duration EARLY = Duration.ofSeconds(20);
  private static final int TOKEN_MAX = 16_384;

  Grant {
    scopes = Set.copyOf(scopes);
  }

  static Grant of(Party party, Token token, Instant now) throws McpFailure {
    if (token.access().length() > TOKEN_MAX
        || token.refresh().filter(text -> text.length() > TOKEN_MAX).isPresent())
      throw new McpFailure(
          Kind.UNAUTHORIZED,
          "the authorization server gave a token that is too long (expected: ≤ %d characters)"
              .formatted(TOKEN_MAX));
    return new Grant(
        party,
        token.access(),
        token.refresh(),
        token.expiresAt().map(nanos -> now.plusNanos(nanos - System.nanoTime())),
        token.scopes());
  }

  String text(OAuthSettings settings) {
    var json = Jackson.object();
    party.write(json, settings);
    json.put("access", access);
    refresh.ifPresent(text -> json.put("refresh", text));
    expiresAt.ifPresent(at -> json.put("expiresAt", at.getEpochSecond()));
    var words = json.putArray("scopes");
    new TreeSet<>(scopes).forEach(words::add);
    return json.toString();
  }

  static Grant read(String value, URI mcp, OAuthSettings settings) throws McpFailure {
    var json = Party.parsed(value);
    return new Grant(
        Party.read(json, mcp, settings),
        json.path("access").asText(""),
        Optional.of(json.path("refresh").asText("")).filter(text -> !text.isEmpty()),
        json.has("expiresAt")
            ? Optional.of(Instant.ofEpochSecond(json.path("expiresAt").asLong()))
            : Optional.empty(),
        new TreeSet<>(Discovery.texts(json.path("scopes"))));
  }

  boolean isOld(Instant now) {
    return expiresAt.filter(at -> at.isBefore(now.plus(EARLY))).isPresent();
  }

  /// Tokens are never printed.
  @Override
  public String toString() {
    return "Grant" + scopes;
  }
}
