package io.parley.identity.oidc;

import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import io.parley.core.identity.OidcConnection;
import io.parley.core.identity.OidcConnectionId;
import io.parley.core.identity.OidcConnections;
import io.parley.core.identity.OidcFlows;
import io.parley.core.identity.OidcFlows.Flow;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.organisation.CustomDomain;
import io.parley.core.organisation.TokenHash;
import io.parley.core.person.EmailAddress;
import io.parley.core.tenant.OrganisationId;
import io.parley.outbound.guard.GuardedHttp;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Signs people in by the code flow of OpenID Connect, with PKCE. Thread safe.
public final class OidcSignIns implements ProviderSignIns {
  private static final Logger LOG = LoggerFactory.getLogger(OidcSignIns.class);

  private final Places places = new Places();
  private final OidcConnections connections;
  private final OidcFlows flows;
  private final OidcPorts ports;
  private final Map<GuardedHttp, Provider> providers = new ConcurrentHashMap<>();
  private final Executor executor;
  private final SecureRandom random;

  private OidcSignIns(OidcPorts ports, Executor executor, SecureRandom random) {
    this.connections = ports.connections();
    this.flows = ports.flows();
    this.ports = ports;
    this.executor = executor;
    this.random = random;
  }

  /// @param ports that store, and the way to providers
  /// @param executor of virtual threads: a sign-in waits for the provider
  public static OidcSignIns of(OidcPorts ports, Executor executor, SecureRandom random) {
    return new OidcSignIns(ports, executor, random);
  }

  /// By the organisation's way out, of which there are two: with addresses inside, and without.
  private Provider provider(OrganisationId organisation) {
    return providers.computeIfAbsent(
        ports.way().http().of(organisation.tenant()), http -> Provider.of(ports, http));
  }

  @Override
  public CompletionStage<OidcBegun> begin(
      EmailAddress address, Callbacks callbacks, String returnTo, RemoteAddress from, Instant now) {
    var domain = CustomDomain.of(address.domain());
    if (domain.isEmpty()) return CompletableFuture.completedStage(new OidcBegun.NoProvider());
    return connections
        .find(domain.get())
        .thenCompose(
            found ->
                found.isEmpty()
                    ? CompletableFuture.completedStage(new OidcBegun.NoProvider())
                    : within(
                        found.get().organisation(),
                        () -> begun(found.get(), address, callbacks, returnTo, from, now),
                        OidcBegun.Failed::new));
  }

  private OidcBegun begun(
      OidcConnection connection,
      EmailAddress address,
      Callbacks callbacks,
      String returnTo,
      RemoteAddress from,
      Instant now)
      throws OidcFailure {
    var metadata = provider(connection.organisation()).client().discover(connection.issuer(), now);
    var state = Browser.secret(random);
    var browser = Browser.secret(random);
    var flow =
        new Flow(
            TokenHash.of(state),
            TokenHash.of(browser),
            connection.organisation(),
            connection.id(),
            connection.issuer(),
            connection.clientId(),
            Browser.secret(random),
            Browser.secret(random),
            callbacks.of(connection.id()),
            returnTo,
            now.plus(OidcFlows.LASTS));
    return switch (flows.begin(flow, from.block(), now).toCompletableFuture().join()) {
      case DONE -> new OidcBegun.At(page(metadata, flow, state, address), browser);
      case TOO_MANY -> new OidcBegun.Failed(OidcRefusal.BUSY);
      case NO_KEY -> new OidcBegun.Failed(OidcRefusal.NO_KEY);
    };
  }

  private static URI page(
      ProviderMetadata metadata, Flow flow, String state, EmailAddress address) {
    return new AuthenticationRequest.Builder(
            ResponseType.CODE,
            new Scope("openid", "email", "profile"),
            new ClientID(flow.clientId()),
            flow.callback())
        .endpointURI(metadata.authorisation())
        .state(new State(state))
        .nonce(new Nonce(flow.nonce()))
        .codeChallenge(new CodeVerifier(flow.verifier()), CodeChallengeMethod.S256)
        .loginHint(address.text())
        .build()
        .toURI();
  }

  @Override
  public CompletionStage<OidcFinished> finish(
      OidcConnectionId at,
      Map<String, String> returned,
      Optional<String> browser,
      RemoteAddress from,
      Instant now) {
    var state = Optional.ofNullable(returned.get("state")).filter(Browser::isSecret);
    if (state.isEmpty())
      return CompletableFuture.completedStage(new OidcFinished.Failed(OidcRefusal.SIGN_IN_EXPIRED));
    // taken first: whatever is wrong with it, it counts once
    return flows
        .take(TokenHash.of(state.get()), now)
        .thenCompose(
            flow ->
                flow.isEmpty()
                    ? CompletableFuture.completedStage(
                        new OidcFinished.Failed(OidcRefusal.SIGN_IN_EXPIRED))
                    : within(
                        flow.get().organisation(),
                        () -> finished(at, flow.get(), returned, browser, from, now),
                        OidcFinished.Failed::new));
  }

  private OidcFinished finished(
      OidcConnectionId at,
      Flow flow,
      Map<String, String> returned,
      Optional<String> browser,
      RemoteAddress from,
      Instant now)
      throws OidcFailure {
    if (browser.filter(shown -> Browser.isSame(flow.browser(), shown)).isEmpty())
      throw new OidcFailure(OidcRefusal.OTHER_BROWSER, "another browser brings the answer");
    if (!flow.connection().equals(at))
      throw new OidcFailure(OidcRefusal.OTHER_PROVIDER, "the answer came to another's address");
    var opened =
        connections
            .open(flow.organisation(), flow.connection())
            .toCompletableFuture()
            .join()
            .filter(found -> isSameClient(found.connection(), flow));
    if (opened.isEmpty())
      throw new OidcFailure(OidcRefusal.SIGN_IN_EXPIRED, "the provider was changed meanwhile");
    var person = provider(flow.organisation()).finish(opened.get(), flow, returned, from, now);
    return new OidcFinished.Proved(person, flow.organisation(), at, flow.returnTo());
  }

  private static boolean isSameClient(OidcConnection connection, Flow flow) {
    return connection.issuer().equals(flow.issuer())
        && connection.clientId().equals(flow.clientId());
  }

  private interface Step<T> {
    T run() throws OidcFailure;
  }

  /// In a place of the organisation, on a thread that may block.
  private <T> CompletionStage<T> within(
      OrganisationId organisation,
      Step<? extends T> step,
      Function<OidcRefusal, ? extends T> failed) {
    if (!places.take(organisation))
      return CompletableFuture.completedStage(failed.apply(OidcRefusal.BUSY));
    Supplier<T> run =
        () -> {
          try {
            return step.run();
          } catch (OidcFailure e) {
            LOG.info("a sign-in at a provider ends, {}: {}", e.reason().word(), e.getMessage());
            return failed.apply(e.reason());
          }
        };
    return CompletableFuture.supplyAsync(run, executor)
        .whenComplete((_, _) -> places.give(organisation));
  }
}
