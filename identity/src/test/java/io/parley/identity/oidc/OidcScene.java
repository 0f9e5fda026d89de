package io.parley.identity.oidc;

import static io.parley.identity.oidc.MemoryMembers.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.access.ClientRole;
import io.parley.core.access.Permission;
import io.parley.core.identity.OidcConnection;
import io.parley.core.identity.OidcConnection.Passwords;
import io.parley.core.identity.OidcConnectionId;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.organisation.CustomDomain;
import io.parley.core.person.EmailAddress;
import io.parley.core.tenant.TenantId;
import io.parley.outbound.guard.Allowed;
import io.parley.outbound.guard.GuardLimits;
import io.parley.outbound.guard.GuardSettings;
import io.parley.outbound.guard.GuardedHttp;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A company with a provider, and a browser.
abstract class OidcScene {
  static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  static final EmailAddress ADA = new EmailAddress("ada@shop.example");
  static final OidcConnectionId ID = new OidcConnectionId(new UUID(7, 7));
  static final String PAGE = "/organisation";
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final GuardLimits LIMITS = new GuardLimits(LONG, LONG, LONG, LONG, 1 << 20);

  final MemoryMembers people = new MemoryMembers();
  final MemoryOidcConnections connections = new MemoryOidcConnections();
  final MemoryOidcFlows flows = new MemoryOidcFlows();
  MadeProvider provider;
  GuardedHttp http;
  OidcSignIns signIns;
  Instant now = NOON;

  /// Organisations that may ask addresses inside.
  Set<TenantId> allowedFor = Set.of(SHOP.tenant());

  @BeforeEach
  void start() throws IOException {
    provider = new MadeProvider(NOON);
    reach("127.0.0.0/8");
    connect(connection(ID, provider, Set.of(ClientRole.MEMBER), Optional.empty()));
  }

  @AfterEach
  void stop() {
    http.close();
    provider.close();
  }

  /// @param allowed addresses inside that may be asked
  void reach(String allowed) {
    if (http != null) http.close();
    http =
        GuardedHttp.open(
            new GuardSettings(
                Allowed.of("allow", List.of(allowed)), LIMITS, 32 << 10, 5, 16, allowedFor));
    var way = new OidcPorts.Way(http, LIMITS, 10);
    signIns =
        OidcSignIns.of(
            new OidcPorts(connections, flows, people, people.ports(), way, UUID::randomUUID),
            Runnable::run,
            new SecureRandom());
  }

  void connect(OidcConnection connection) {
    connections.put(connection, MadeProvider.SECRET);
  }

  static OidcConnection connection(
      OidcConnectionId id,
      MadeProvider of,
      Set<ClientRole> admits,
      Optional<Set<Permission>> reach) {
    return new OidcConnection(
        id,
        SHOP,
        "Shop",
        of.issuer(),
        MadeProvider.CLIENT,
        Set.of(new CustomDomain("shop.example")),
        Passwords.ALLOWED,
        admits,
        reach);
  }

  OidcBegun begin(EmailAddress address) {
    return signIns
        .begin(address, OidcScene::callback, PAGE, new RemoteAddress("192.0.2.7"), now)
        .toCompletableFuture()
        .join();
  }

  OidcBegun.At begun() {
    var begun = begin(ADA);
    assertThat(begun).isInstanceOf(OidcBegun.At.class);
    return (OidcBegun.At) begun;
  }

  static URI callback(OidcConnectionId id) {
    return URI.create("https://parley.example/v1/sign-ins/oidc/" + id + "/callback");
  }

  OidcFinished finish(Map<String, String> returned, Optional<String> browser) {
    return finish(ID, returned, browser);
  }

  OidcFinished finish(OidcConnectionId at, Map<String, String> returned, Optional<String> browser) {
    return signIns
        .finish(at, returned, browser, new RemoteAddress("192.0.2.7"), now)
        .toCompletableFuture()
        .join();
  }

  /// From the beginning to the end, in one browser.
  OidcFinished signIn() {
    var begun = begun();
    return finish(provider.agree(begun.page()), Optional.of(begun.browser()));
  }

  OidcFinished.Proved proved() {
    var finished = signIn();
    assertThat(finished).isInstanceOf(OidcFinished.Proved.class);
    return (OidcFinished.Proved) finished;
  }

  void refused(OidcRefusal reason) {
    assertThat(signIn()).isEqualTo(new OidcFinished.Failed(reason));
    assertThat(people.subjects).isEmpty();
  }
}
