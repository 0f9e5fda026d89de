package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Attackers and honest visitors, each from a network of their own, at the same time: no honest
/// visitor is refused, and a visit takes at most twice as long as without the attack. Prints the
/// measurements.
@Tag("alone")
@Tag("long")
class HonestVisitorsIT {
  private static final int VISITS = 40;
  private static final Duration BETWEEN = Duration.ofMillis(100);

  /// Rounds of visits of which one must be quick.
  private static final int ROUNDS = 3;

  /// Tolerance for scheduling on a busy machine.
  private static final Duration NOISE = Duration.ofMillis(150);

  @TempDir static Path data;
  private static SpeechServer engines;
  private static ServerProcess server;
  private static URI http;
  private static final AtomicInteger NETWORKS = new AtomicInteger();

  /// @param p50 milliseconds waited for the server, as `p99`; @param worked milliseconds of the
  ///   longest proof of work
  private record Visits(long p50, long p99, long worked, int refused) {}

  @BeforeAll
  static void start() throws Exception {
    var own = Files.createDirectory(data.resolve("server"));
    Files.createSymbolicLink(own.resolve("models"), SpeechModels.fetched());
    engines = new SpeechServer();
    var config =
        Files.writeString(
            data.resolve("abuse.conf"),
            engines.settings()
                + """
                parley.voice.local.voice = flite
                # a node that other work of the machine slows refuses calls, whoever calls
                parley.voice.load.late-ticks = 1
                parley.http.connections { max = 1000, per-address-max = 125 }
                parley.http.start.per-tenant = 2000
                """);
    server =
        ServerProcess.start(
            own, Map.of("PARLEY_MODEL", "offline"), List.of("--config", config.toString()));
    http = server.http("/");
    Caller.awaitVoice(server);
    visits(false);
  }

  @AfterAll
  static void stop() {
    if (server != null) server.close();
    if (engines != null) engines.close();
  }

  @Test
  void idle_connections_of_nine_addresses() throws Exception {
    var held = new ConcurrentLinkedQueue<HonestVisitor>();
    try {
      withstands(
          "idle connections",
          9,
          number -> {
            try {
              var one = new HonestVisitor(http, "127.50." + number + ".1");
              if (one.post("/nothing", "", "{}").status() == 404) held.add(one);
              else one.close();
            } catch (IOException refused) {
              LockSupport.parkNanos(1_000_000);
            }
          });
    } finally {
      for (var one : held) one.close();
    }
  }

  @Test
  void starts_from_two_hundred_and_thirty_addresses() throws Exception {
    var next = new AtomicInteger();
    withstands(
        "starts",
        4,
        _ -> {
          try (var one = new HonestVisitor(http, "127.60." + next.incrementAndGet() % 230 + ".1")) {
            for (int i = 0; i < 10; i++) one.post("/v1/sessions", "", "{}");
          } catch (IOException refused) {
            LockSupport.parkNanos(1_000_000);
          }
        });
  }

  @Test
  void messages_in_many_sessions_of_one_address() throws Exception {
    withstands(
        "messages",
        4,
        _ -> {
          try (var one = new HonestVisitor(http, "127.70.1.1")) {
            var started = one.post("/v1/sessions", "", "{}");
            var path = "/v1/sessions/" + started.body().path("id").asText() + "/messages";
            var token = "Authorization: Bearer " + started.body().path("token").asText() + "\r\n";
            for (int i = 0; i < 20; i++)
              one.post(
                  path,
                  token,
                  "{\"id\":\"m%d\",\"text\":\"%s\"}".formatted(i, "I want a human ".repeat(300)));
          } catch (IOException refused) {
            LockSupport.parkNanos(1_000_000);
          }
        });
  }

  /// Silent callers try to occupy all calls while visitors call.
  @Test
  void silent_calls_of_nine_networks() throws Exception {
    var held = new ConcurrentLinkedQueue<HonestVisitor>();
    try {
      withstands(
          "calls",
          true,
          9,
          number -> {
            try {
              var one = new HonestVisitor(http, "127.80." + number + ".1");
              var started = one.start();
              if (started.status() == 201 && one.call(started)) held.add(one);
              else one.close();
            } catch (IOException refused) {
              LockSupport.parkNanos(1_000_000);
            }
          });
      assertThat(held).hasSizeGreaterThan(9);
    } finally {
      for (var one : held) one.close();
    }
  }

  /// @param attack repeated by each of `attackers` until the honest visits are over
  private static void withstands(String name, int attackers, IntConsumer attack) throws Exception {
    withstands(name, false, attackers, attack);
  }

  /// @param calling whether the honest visitors also call
  private static void withstands(String name, boolean calling, int attackers, IntConsumer attack)
      throws Exception {
    var before = visits(calling);
    var over = new AtomicBoolean();
    var done = new ArrayList<Future<?>>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < attackers; i++) {
        int number = i;
        done.add(
            threads.submit(
                () -> {
                  while (!over.get()) attack.accept(number);
                }));
      }
      try {
        visits(calling);
        long bound = before.p99() * 2 + NOISE.toMillis();
        var during = visits(calling);
        System.out.printf("%s: before %s, during %s (ms)%n", name, before, during);
        // an attack slows every round of visits, other work of the machine one or two
        for (int more = 1; more < ROUNDS && during.p99() > bound; more++) {
          assertThat(during.refused()).isZero();
          during = visits(calling);
          System.out.printf("%s: once more %s (ms)%n", name, during);
        }
        assertThat(during.refused()).isZero();
        assertThat(during.p99()).isLessThanOrEqualTo(bound);
      } finally {
        over.set(true);
      }
    }
    for (var each : done) each.get();
  }

  private static Visits visits(boolean calling) throws Exception {
    var took = new ArrayList<Long>();
    int refused = 0;
    long worked = 0;
    for (int i = 0; i < VISITS; i++) {
      int network = NETWORKS.incrementAndGet();
      var from = "127.%d.%d.1".formatted(100 + network / 250, network % 250);
      var visit = HonestVisitor.visit(http, from, calling);
      if (!visit.granted()) refused++;
      took.add(visit.waitedNanos() / 1_000_000);
      worked = Math.max(worked, visit.workedNanos() / 1_000_000);
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
    took.sort(null);
    return new Visits(took.get(VISITS / 2), took.get(VISITS - 1), worked, refused);
  }
}
