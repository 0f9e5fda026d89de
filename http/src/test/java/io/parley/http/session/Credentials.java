package io.parley.http.session;

import io.parley.core.access.Permission;
import io.parley.core.audit.Act;
import io.parley.core.identity.KeyOwner;
import io.parley.core.journal.TokenRevocations.Revocation;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.identity.apikey.ApiKeyTokens;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Makes the token of each [Sender].
final class Credentials {
  private static final Set<String> ALL =
      Permission.ofKeys().stream().map(Permission::word).collect(Collectors.toUnmodifiableSet());

  private static final Duration LONG_AGO = Duration.ofDays(30);

  private final EdgeServer server;
  private final Map<Sender, String> keys = new EnumMap<>(Sender.class);

  Credentials(EdgeServer server) {
    this.server = server;
    keys.put(Sender.KEY_ALL, key(ALL, List.of()).text());
    keys.put(Sender.KEY_READ, key(Set.of("read"), List.of()).text());
    keys.put(Sender.KEY_START, key(Set.of("start"), List.of()).text());
    keys.put(Sender.KEY_OVERSEE, key(Set.of("oversee"), List.of()).text());
    keys.put(Sender.KEY_ELSEWHERE, key(ALL, List.of("192.0.2.0/24")).text());
    var revoked = key(ALL, List.of());
    var act = Act.ofProgram("test", Instant.now());
    server.keys.revoke(TenantId.DEFAULT, revoked.key().id(), act).toCompletableFuture().join();
    keys.put(Sender.KEY_REVOKED, revoked.text());
  }

  private ApiKeyTokens.Issued key(Set<String> scopes, List<String> addresses) {
    var wish =
        new ApiKeyTokens.Wish(
            TenantId.DEFAULT,
            "test",
            scopes,
            addresses,
            Optional.empty(),
            new KeyOwner.Installation());
    return new ApiKeyTokens(server.keys, new SecureRandom())
        .issue(wish, Act.ofProgram("test", Instant.now()))
        .toCompletableFuture()
        .join()
        .orElseThrow();
  }

  /// The sender's token; none when empty.
  ///
  /// @param session that the request is about
  String of(Sender sender, SessionKey session) {
    return switch (sender) {
      case NONE -> "";
      case GARBAGE -> "no-token-of-ours";
      case OWN -> server.token(session);
      case OTHER -> server.token(server.startSession());
      case EXPIRED -> server.tokens.issue(session, Instant.now().minus(LONG_AGO)).token();
      case REVOKED -> revoked(session);
      case AGENT -> EdgeServer.AGENT;
      case OPERATOR -> EdgeServer.OPERATOR;
      case KEY_ALL, KEY_READ, KEY_START, KEY_OVERSEE, KEY_REVOKED, KEY_ELSEWHERE ->
          keys.get(sender);
    };
  }

  private String revoked(SessionKey session) {
    var token = server.token(session);
    var now = Instant.now();
    var revocation = new Revocation(session, now, server.tokens.allRunOut(now));
    server.tokens.revocations().add(revocation);
    return token;
  }
}
