package io.parley.tools.registry;

import io.parley.core.secret.SecretHost;
import io.parley.core.secret.Secrets;
import io.parley.core.tenant.TenantId;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// No secret is stored.
final class NoSecrets implements Secrets {
  @Override
  public CompletionStage<Stored> put(TenantId tenant, String name, SecretHost host, String value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<List<Listed>> list(TenantId tenant) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Boolean> delete(TenantId tenant, String name) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Optional<String>> reveal(TenantId tenant, String name, URI target) {
    return CompletableFuture.completedFuture(Optional.empty());
  }
}
