package io.parley.tools.source;

import io.parley.core.secret.SecretHost;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.source.SignInStore;
import io.parley.core.tool.source.SignInStore.Held;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/// The stored tokens of one source, for requests to its server. All calls block, and fail with a
/// [SourceFailure]; [SignInStore] describes them.
///
/// @param server the address of the source's server
public record SourceTokens(SignInStore store, TenantId tenant, String source, URI server) {
  public Optional<Held> find() {
    return done(store.find(tenant, source, server));
  }

  public Optional<Long> claim(long version, Duration valid) {
    return done(store.claim(tenant, source, version, valid));
  }

  public boolean renewed(long version, String value) {
    return done(store.renewed(tenant, source, SecretHost.of(server), version, value));
  }

  public boolean refused(long version) {
    return done(store.refused(tenant, source, version));
  }

  public void release(long version) {
    done(store.release(tenant, source, version));
  }

  public boolean want(List<String> scopes) {
    return done(store.want(tenant, source, scopes));
  }

  private static <T> T done(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      throw new SourceFailure("the sign-in cannot be read or stored now", e.getCause());
    }
  }
}
