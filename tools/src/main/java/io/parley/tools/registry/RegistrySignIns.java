package io.parley.tools.registry;

import io.parley.core.audit.Act;
import io.parley.core.secret.SecretHost;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.source.SignIn;
import io.parley.core.tool.source.SignInDesk;
import io.parley.core.tool.source.SignInStore;
import io.parley.core.tool.source.SignInStore.Stored;
import io.parley.tools.source.Background;
import io.parley.tools.source.SourceFailure;
import io.parley.tools.source.SourceSignIn;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Signs the sources of [RegisteredTools] in.
public final class RegistrySignIns implements SignInDesk {
  private static final Logger LOG = LoggerFactory.getLogger(RegistrySignIns.class);
  private static final Duration VALID = Duration.ofMinutes(10);

  private final RegisteredTools tools;
  private final SignInStore store;

  public RegistrySignIns(RegisteredTools tools, SignInStore store) {
    this.tools = tools;
    this.store = store;
  }

  @Override
  public CompletionStage<Begun> begin(TenantId tenant, String name, Place place, Act act) {
    var source = tools.of(tenant, name);
    if (source.isEmpty()) return CompletableFuture.completedStage(new Begun.Missing());
    var signIn = source.get().signIn();
    if (signIn.isEmpty())
      return CompletableFuture.completedStage(
          new Begun.Wrong(
              "the source does not sign in (expected: settings.oauth.grant = authorization-code)"));
    var wider = source.get().kept().signIn().map(SignIn::wanted).orElse(List.of());
    var wish = new Wish(tenant, name, place, act);
    return Background.run("sign-in-begin-" + name, () -> begin(wish, signIn.get(), wider));
  }

  private record Wish(TenantId tenant, String source, Place place, Act act) {}

  private Begun begin(Wish wish, SourceSignIn signIn, List<String> wider) {
    try {
      var before =
          store.find(wish.tenant(), wish.source(), signIn.server()).toCompletableFuture().join();
      var begun =
          signIn.begin(
              wish.place().callback(),
              wish.place().client(),
              before.map(SignInStore.Held::value),
              new HashSet<>(wider));
      var stored =
          store
              .begin(
                  begun.state(),
                  new SignInStore.Begun(
                      wish.tenant(), wish.source(), SecretHost.of(signIn.server()), begun.value()),
                  VALID,
                  wish.act())
              .toCompletableFuture()
              .join();
      return switch (stored) {
        case DONE -> new Begun.At(begun.page());
        case MISSING -> new Begun.Missing();
        case NO_KEY -> new Begun.NoKey();
      };
    } catch (SourceFailure failure) {
      return new Begun.Failed(failure.getMessage());
    }
  }

  /// The state decides about tenant and source, and counts once, however the exchange ends.
  @Override
  public CompletionStage<Finished> finish(Map<String, String> parameters) {
    var state = parameters.getOrDefault("state", "");
    if (state.isEmpty()) return CompletableFuture.completedStage(Finished.UNKNOWN);
    return store
        .take(state)
        .thenCompose(
            taken ->
                taken.isEmpty()
                    ? CompletableFuture.completedStage(Finished.UNKNOWN)
                    : Background.run(
                        "sign-in-finish-" + taken.get().source(),
                        () -> finish(taken.get(), parameters)));
  }

  private Finished finish(SignInStore.Begun begun, Map<String, String> parameters) {
    var signIn = tools.of(begun.tenant(), begun.source()).flatMap(LiveSource::signIn);
    // another server since: the code is not for it
    if (signIn.isEmpty() || !begun.host().covers(signIn.get().server())) return Finished.UNKNOWN;
    try {
      var tokens = signIn.get().finish(begun.value(), parameters);
      var stored =
          store
              .put(begun.tenant(), begun.source(), begun.host(), tokens)
              .thenCompose(done -> tools.refresh().thenApply(_ -> done))
              .toCompletableFuture()
              .join();
      if (stored != Stored.DONE) return Finished.UNKNOWN;
      LOG.info("the tool source {} was signed in", begun.source());
      return Finished.CONNECTED;
    } catch (SourceFailure failure) {
      LOG.warn(
          "the tool source {} could not be signed in: {}", begun.source(), failure.getMessage());
      return Finished.REFUSED;
    }
  }

  @Override
  public CompletionStage<Boolean> signOut(TenantId tenant, String name, Act act) {
    var source = tools.of(tenant, name);
    if (source.isEmpty()) return CompletableFuture.completedStage(false);
    var signIn = source.get().signIn();
    if (signIn.isEmpty()) return CompletableFuture.completedStage(true);
    return store
        .find(tenant, name, signIn.get().server())
        .thenCompose(
            held ->
                store
                    .delete(tenant, name, act)
                    .thenCompose(_ -> tools.refresh())
                    .thenCompose(_ -> revoked(name, signIn.get(), held)))
        .thenApply(_ -> true);
  }

  /// The tokens are deleted already: a server that cannot be reached does not bring them back.
  private static CompletionStage<Void> revoked(
      String name, SourceSignIn signIn, Optional<SignInStore.Held> held) {
    if (held.isEmpty() || held.get().isRefused()) return CompletableFuture.completedStage(null);
    return Background.run(
        "sign-in-revoke-" + name,
        () -> {
          try {
            signIn.revoke(held.get().value());
          } catch (SourceFailure failure) {
            LOG.warn("the tokens of {} could not be revoked: {}", name, failure.getMessage());
          }
          return null;
        });
  }
}
