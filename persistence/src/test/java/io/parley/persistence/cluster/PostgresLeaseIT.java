package io.parley.persistence.cluster;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.parley.persistence.testing.MigratedDatabase;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.coordination.lease.LeaseException;
import org.apache.pekko.coordination.lease.javadsl.Lease;
import org.apache.pekko.coordination.lease.javadsl.LeaseProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Uses the lease as Pekko itself creates and calls it.
class PostgresLeaseIT {
  private MigratedDatabase db;
  private ActorTestKit kit;

  @BeforeEach
  void start() {
    db = MigratedDatabase.create();
    kit =
        ActorTestKit.create(
            PostgresLease.pekko(db.settings())
                .withFallback(
                    ConfigFactory.parseString(
                        """
                        # longer than this machine stands still, mostly
                        parley-lease {
                          heartbeat-interval = 300ms, heartbeat-timeout = 5s
                          lease-operation-timeout = 60s
                        }
                        pekko.actor.testkit.typed {
                          default-timeout = 60s, system-shutdown-default = 60s
                        }\
                        """))
                .withFallback(ConfigFactory.parseResources("parley-persistence.conf"))
                .withFallback(ConfigFactory.defaultReference())
                .resolve());
  }

  @AfterEach
  void stop() {
    if (kit != null) kit.shutdownTestKit();
    db.close();
  }

  private Lease lease(String owner) {
    return LeaseProvider.get(kit.system()).getLease("parley-sbr", "parley-lease", owner);
  }

  @Test
  void one_owner_holds_the_lease_until_it_is_released() {
    assertThat(get(lease("a").acquire())).isTrue();
    assertThat(lease("a").checkLease()).isTrue();
    assertThat(get(lease("b").acquire())).isFalse();
    assertThat(lease("b").checkLease()).isFalse();
    assertThat(get(lease("a").acquire())).as("again by its owner").isTrue();
    get(lease("a").release());
    assertThat(lease("a").checkLease()).isFalse();
    assertThat(get(lease("b").acquire())).isTrue();
  }

  @Test
  void renewal_keeps_the_lease_beyond_its_duration() {
    assertThat(get(lease("a").acquire())).isTrue();
    var first = db.count("cluster_lease WHERE expires_at > now() + interval '4 seconds'");
    await()
        .during(Duration.ofSeconds(7))
        .atMost(MigratedDatabase.PATIENCE)
        .until(() -> !get(lease("b").acquire()));
    assertThat(first).isEqualTo(1);
    assertThat(lease("a").checkLease()).isTrue();
  }

  @Test
  void a_dead_owner_loses_the_lease_to_the_next() {
    db.execute(
        "INSERT INTO cluster_lease VALUES ('parley-sbr', 'dead', now() + interval '1 hour')");
    assertThat(get(lease("b").acquire())).isFalse();
    // the renewal comes after the test has looked
    db.execute("UPDATE cluster_lease SET expires_at = now() - interval '1 millisecond'");
    assertThat(get(lease("b").acquire())).isTrue();
  }

  @Test
  void an_owner_is_notified_when_another_has_the_lease() {
    var lost = new AtomicInteger();
    assertThat(get(lease("a").acquire(_ -> lost.incrementAndGet()))).isTrue();
    db.execute("UPDATE cluster_lease SET owner = 'thief'");
    await().atMost(MigratedDatabase.PATIENCE).until(() -> lost.get() == 1);
    assertThat(lease("a").checkLease()).isFalse();
    await()
        .during(Duration.ofMillis(900))
        .atMost(MigratedDatabase.PATIENCE)
        .until(() -> lost.get() == 1);
  }

  @Test
  void without_its_table_the_lease_fails() {
    db.execute("ALTER TABLE cluster_lease RENAME TO away");
    assertThatThrownBy(() -> get(lease("a").acquire())).isInstanceOf(LeaseException.class);
    assertThat(lease("a").checkLease()).isFalse();
  }
}
