package io.parley.tools.fake;

import io.parley.core.secret.SecretHost;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.source.SignIn;
import io.parley.core.tool.source.SignInStore;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Sign-ins in memory, which several nodes may share. Nothing expires by itself.
public final class MemorySignIns implements SignInStore {
  private record Row(
      long number,
      long version,
      SecretHost host,
      String value,
      boolean isClaimed,
      boolean isRefused,
      List<String> wanted) {}

  private final Map<String, Row> rows = new HashMap<>();
  private final Map<String, Begun> begun = new HashMap<>();
  private long versions;
  private long changes;

  /// Counted up when nodes have to read again.
  public synchronized long changes() {
    return changes;
  }

  /// As a source's row shows it.
  public synchronized Optional<SignIn> state(TenantId tenant, String source) {
    return Optional.ofNullable(rows.get(key(tenant, source)))
        .map(row -> new SignIn(row.number, !row.isRefused && row.wanted.isEmpty(), row.wanted));
  }

  /// All that waits for a browser expires.
  public synchronized void expire() {
    begun.clear();
  }

  @Override
  public synchronized CompletionStage<Stored> begin(String state, Begun waiting, Duration valid) {
    begun.put(state, waiting);
    return done(Stored.DONE);
  }

  @Override
  public synchronized CompletionStage<Optional<Begun>> take(String state) {
    return done(Optional.ofNullable(begun.remove(state)));
  }

  @Override
  public synchronized CompletionStage<Stored> put(
      TenantId tenant, String source, SecretHost host, String value) {
    versions++;
    changes++;
    rows.put(
        key(tenant, source), new Row(versions, versions, host, value, false, false, List.of()));
    return done(Stored.DONE);
  }

  @Override
  public synchronized CompletionStage<Optional<Held>> find(
      TenantId tenant, String source, URI server) {
    return done(
        Optional.ofNullable(rows.get(key(tenant, source)))
            .filter(row -> row.host.covers(server))
            .map(row -> new Held(row.version, row.isRefused, row.value)));
  }

  @Override
  public synchronized CompletionStage<Optional<Long>> claim(
      TenantId tenant, String source, long version, Duration valid) {
    var row = rows.get(key(tenant, source));
    if (row == null || row.version != version || row.isClaimed || row.isRefused)
      return done(Optional.empty());
    store(tenant, source, row, row.value, true, false);
    return done(Optional.of(versions));
  }

  @Override
  public synchronized CompletionStage<Boolean> renewed(
      TenantId tenant, String source, SecretHost host, long version, String value) {
    var row = rows.get(key(tenant, source));
    if (row == null || row.version != version) return done(false);
    store(tenant, source, row, value, false, false);
    return done(true);
  }

  @Override
  public synchronized CompletionStage<Boolean> refused(
      TenantId tenant, String source, long version) {
    var row = rows.get(key(tenant, source));
    if (row == null || row.version != version || row.isRefused) return done(false);
    store(tenant, source, row, row.value, false, true);
    changes++;
    return done(true);
  }

  private void store(
      TenantId tenant, String source, Row row, String value, boolean claimed, boolean refused) {
    rows.put(
        key(tenant, source),
        new Row(row.number, ++versions, row.host, value, claimed, refused, row.wanted));
  }

  @Override
  public synchronized CompletionStage<Void> release(TenantId tenant, String source, long version) {
    rows.computeIfPresent(
        key(tenant, source),
        (_, row) ->
            row.version == version
                ? new Row(
                    row.number, version, row.host, row.value, false, row.isRefused, row.wanted)
                : row);
    return done(null);
  }

  @Override
  public synchronized CompletionStage<Boolean> want(
      TenantId tenant, String source, List<String> scopes) {
    var row = rows.get(key(tenant, source));
    if (row == null || row.wanted.equals(scopes)) return done(false);
    rows.put(
        key(tenant, source),
        new Row(
            row.number, row.version, row.host, row.value, row.isClaimed, row.isRefused, scopes));
    changes++;
    return done(true);
  }

  @Override
  public synchronized CompletionStage<Boolean> delete(TenantId tenant, String source) {
    changes++;
    return done(rows.remove(key(tenant, source)) != null);
  }

  private static String key(TenantId tenant, String source) {
    return tenant.value() + ":" + source;
  }

  private static <T> CompletionStage<T> done(T value) {
    return CompletableFuture.completedFuture(value);
  }
}
