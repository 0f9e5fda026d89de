package io.parley.persistence.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.DatabaseSettings;
import io.parley.persistence.database.Sql;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.coordination.lease.LeaseException;
import org.apache.pekko.coordination.lease.LeaseSettings;
import org.apache.pekko.coordination.lease.javadsl.Lease;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A lease of Pekko's as a row with an owner and an expiry by the database's clock. Its owner
/// renews it; the lease is lost when renewal fails for as long as it runs, or when another owner
/// has it.
///
/// Pekko creates it by the class name in `parley-lease.lease-class`; [#pekko] gives it the
/// database. `docs/decisions/0019-clusters-form-over-the-database.md` explains why it is a row and
/// not an advisory lock.
public final class PostgresLease extends Lease {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresLease.class);
  private static final int QUEUE = 16;

  private static final String ACQUIRE =
      """
      INSERT INTO cluster_lease AS lease (name, owner, expires_at)
      VALUES (?, ?, clock_timestamp() + ? * interval '1 millisecond')
      ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, expires_at = excluded.expires_at
      WHERE lease.owner = excluded.owner OR lease.expires_at < clock_timestamp()\
      """;

  private static final String RENEW =
      """
      UPDATE cluster_lease SET expires_at = clock_timestamp() + ? * interval '1 millisecond'
      WHERE name = ? AND owner = ? AND expires_at > clock_timestamp()\
      """;

  private static final String RELEASE = "DELETE FROM cluster_lease WHERE name = ? AND owner = ?";

  private final LeaseSettings settings;
  private final Database database;
  private final ActorSystem system;
  private final long lastsMillis;

  /// The lease held by this object; empty when none. Guarded by this object's lock.
  private Optional<Held> held = Optional.empty();

  /// @param renewing stops the renewal; @param until expiry by [System#nanoTime]
  /// @param lost called once
  private record Held(Cancellable renewing, long until, Consumer<Optional<Throwable>> lost) {
    Held renewed(long next) {
      return new Held(renewing, next, lost);
    }
  }

  /// Called by Pekko.
  public PostgresLease(LeaseSettings settings, ExtendedActorSystem system) {
    this.settings = settings;
    this.system = system;
    this.lastsMillis = settings.timeoutSettings().getHeartbeatTimeout().toMillis();
    // the system's own settings, with the address of the database given to the lease
    var whole = system.settings().config();
    var own = settings.leaseConfig();
    this.database =
        OneConnection.to(
            DatabaseSettings.from(whole)
                .at(own.getString("url"), own.getString("user"), own.getString("password")),
            QUEUE);
    system.registerOnTermination(database::close);
  }

  /// Configuration of the actor system, which takes precedence over all other.
  ///
  /// @param settings of the running database
  public static Config pekko(DatabaseSettings settings) {
    return ConfigFactory.parseMap(
        Map.of(
            "parley-lease.url",
            settings.url(),
            "parley-lease.user",
            settings.user(),
            "parley-lease.password",
            settings.password()),
        "parley.database");
  }

  @Override
  public LeaseSettings getSettings() {
    return settings;
  }

  @Override
  public CompletionStage<Boolean> acquire() {
    return acquire(_ -> {});
  }

  @Override
  public CompletionStage<Boolean> acquire(Consumer<Optional<Throwable>> lost) {
    long asked = System.nanoTime();
    return within(
            database.acrossTenants(
                connection ->
                    Sql.update(
                            connection,
                            ACQUIRE,
                            settings.leaseName(),
                            settings.ownerName(),
                            lastsMillis)
                        == 1))
        .thenApply(acquired -> acquired && hold(asked, lost));
  }

  private synchronized boolean hold(long asked, Consumer<Optional<Throwable>> lost) {
    held.ifPresent(former -> former.renewing().cancel());
    var pause = settings.timeoutSettings().getHeartbeatInterval();
    var renewing =
        system.scheduler().scheduleWithFixedDelay(pause, pause, this::renew, system.dispatcher());
    held = Optional.of(new Held(renewing, asked + lasts(), lost));
    return true;
  }

  private void renew() {
    long asked = System.nanoTime();
    within(
            database.acrossTenants(
                connection ->
                    Sql.update(
                            connection,
                            RENEW,
                            lastsMillis,
                            settings.leaseName(),
                            settings.ownerName())
                        == 1))
        .whenComplete((renewed, failure) -> renewed(asked, renewed, failure));
  }

  private void renewed(long asked, Boolean renewed, Throwable failure) {
    if (failure == null && renewed) {
      synchronized (this) {
        held = held.map(now -> now.renewed(asked + lasts()));
      }
    } else if (failure == null) {
      lose(Optional.empty());
    } else if (checkLease()) {
      LOG.warn("the lease {} cannot be renewed: {}", settings.leaseName(), failure.toString());
    } else {
      lose(Optional.of(failure));
    }
  }

  private void lose(Optional<Throwable> why) {
    Optional<Held> had;
    synchronized (this) {
      had = held;
      held = Optional.empty();
    }
    had.ifPresent(
        lost -> {
          LOG.warn("the lease {} is lost", settings.leaseName());
          lost.renewing().cancel();
          lost.lost().accept(why);
        });
  }

  @Override
  public CompletionStage<Boolean> release() {
    synchronized (this) {
      held.ifPresent(now -> now.renewing().cancel());
      held = Optional.empty();
    }
    return within(
        database.acrossTenants(
            connection -> {
              Sql.update(connection, RELEASE, settings.leaseName(), settings.ownerName());
              return true;
            }));
  }

  @Override
  public synchronized boolean checkLease() {
    return held.filter(now -> now.until() - System.nanoTime() > 0).isPresent();
  }

  private long lasts() {
    return TimeUnit.MILLISECONDS.toNanos(lastsMillis);
  }

  /// A database that does not answer is a failure, by Pekko's contract: the lease may be held.
  private CompletionStage<Boolean> within(CompletionStage<Boolean> asked) {
    var patience = settings.timeoutSettings().getOperationTimeout().toMillis();
    return asked
        .toCompletableFuture()
        .copy()
        .orTimeout(patience, TimeUnit.MILLISECONDS)
        .exceptionallyCompose(
            failure ->
                CompletableFuture.failedFuture(
                    new LeaseException("the database did not confirm the lease: " + failure)));
  }
}
