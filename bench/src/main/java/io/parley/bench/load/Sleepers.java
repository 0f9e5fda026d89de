package io.parley.bench.load;

import io.parley.bench.client.ChatClient;
import io.parley.bench.measure.Latency;
import io.parley.bench.measure.Tally;
import io.parley.bench.server.ParleyServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/// Passivated sessions, to which their customers reconnect one after the other.
///
/// @param server with a short passivation timeout
/// @param turns of each session before
/// @param rounds in which all are passivated and woken; the first one only warms up
public record Sleepers(ParleyServer server, int sessions, int turns, int rounds) {
  private static final int STARTING_MAX = 16;
  private static final Duration LOOK = Duration.ofMillis(100);

  /// @param awake from a connection to `caught-up`, for sessions in memory
  /// @param woken the same for passivated sessions
  /// @param replied from that connection to the first complete reply
  public record Result(Latency awake, Latency woken, Latency replied, Tally tally) {}

  public Result run() throws IOException, InterruptedException {
    var result = new Result(new Latency(), new Latency(), new Latency(), new Tally());
    try (var client = new ChatClient()) {
      var all = started(client, result.tally());
      for (int round = 0; round < rounds; round++) {
        // nothing announces passivation: the management port is polled until no session is in
        // memory
        while (server.awake() > 0) LockSupport.parkNanos(LOOK.toNanos());
        for (var session : all) visit(client, session, round > 0, result);
      }
    }
    return result;
  }

  private List<ChatClient.Session> started(ChatClient client, Tally tally)
      throws InterruptedException {
    var all = new CopyOnWriteArrayList<ChatClient.Session>();
    Crowd.run(
        STARTING_MAX,
        tally,
        number -> {
          for (int i = number; i < sessions; i += STARTING_MAX) {
            var session = client.startPatiently(server.http());
            try (var talk = Talk.join(client, server.http(), session, 0)) {
              for (int turn = 0; turn < turns; turn++) talk.turn(System.nanoTime());
            }
            all.add(session);
          }
        });
    return all;
  }

  private void visit(ChatClient client, ChatClient.Session session, boolean counts, Result result) {
    try {
      long asleep = System.nanoTime();
      long after;
      try (var talk = Talk.join(client, server.http(), session, 0)) {
        long woken = System.nanoTime();
        long replied = talk.turn(asleep).completed();
        after = talk.last();
        if (counts) {
          result.woken().record(asleep, woken);
          result.replied().record(asleep, replied);
        }
      }
      long awake = System.nanoTime();
      try (var again = Talk.join(client, server.http(), session, 0)) {
        if (again.last() != after) result.tally().error("its last event differs");
        if (counts) result.awake().record(awake, System.nanoTime());
      }
    } catch (IOException e) {
      result.tally().error(e.getMessage());
    }
  }
}
