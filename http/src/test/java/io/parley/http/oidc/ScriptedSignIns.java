package io.parley.http.oidc;

import io.parley.core.identity.OidcConnectionId;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.person.EmailAddress;
import io.parley.identity.oidc.OidcBegun;
import io.parley.identity.oidc.OidcFinished;
import io.parley.identity.oidc.OidcRefusal;
import io.parley.identity.oidc.ProviderSignIns;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Rules whose outcome a test says.
final class ScriptedSignIns implements ProviderSignIns {
  static final OidcConnectionId ID = new OidcConnectionId(new UUID(7, 7));

  OidcBegun begun = new OidcBegun.NoProvider();
  OidcFinished finished = new OidcFinished.Failed(OidcRefusal.SIGN_IN_EXPIRED);
  String callback = "";
  String returnTo = "";
  Map<String, String> returned = Map.of();
  Optional<String> browser = Optional.empty();

  @Override
  public CompletionStage<OidcBegun> begin(
      EmailAddress address, Callbacks callbacks, String page, RemoteAddress from, Instant now) {
    callback = callbacks.of(ID).toString();
    returnTo = page;
    return CompletableFuture.completedStage(begun);
  }

  @Override
  public CompletionStage<OidcFinished> finish(
      OidcConnectionId at,
      Map<String, String> parameters,
      Optional<String> cookie,
      RemoteAddress from,
      Instant now) {
    returned = parameters;
    browser = cookie;
    return CompletableFuture.completedStage(finished);
  }
}
