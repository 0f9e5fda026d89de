package io.parley.bench.load;

import io.parley.bench.client.ChatClient;
import io.parley.bench.measure.Tally;
import io.parley.bench.server.ChatServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/// Connected, silent sessions in steps, to measure the memory of one.
///
/// @param steps numbers of sessions held, rising
public record IdleSockets(ChatServer server, List<Integer> steps) {
  /// Limit of concurrent connects, which are not measured.
  private static final int CONNECTING_MAX = 64;

  private static final int FIRST = 50;

  public IdleSockets {
    steps = List.copyOf(steps);
  }

  /// @param programKiB of all processes of the server but the database
  public record Step(int held, long programKiB, long databaseKiB, long errors) {}

  /// @param tally of errors by kind, including refused connections
  public record Result(List<Step> steps, Tally tally) {}

  public Result run() throws IOException, InterruptedException {
    var results = new ArrayList<Step>();
    var held = new ConcurrentLinkedDeque<Talk>();
    var tally = new Tally();
    try (var client = new ChatClient();
        var staying = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        // excludes memory that the first sessions load once
        connect(client, FIRST, held, staying, tally);
        leave(held);
        results.add(weigh(0, tally));
        for (int step : steps) {
          connect(client, step - held.size(), held, staying, tally);
          results.add(weigh(held.size(), tally));
        }
      } finally {
        leave(held);
      }
    }
    return new Result(results, tally);
  }

  private static void leave(ConcurrentLinkedDeque<Talk> held) throws IOException {
    for (var talk : held) talk.close();
    held.clear();
  }

  private void connect(
      ChatClient client, int count, ConcurrentLinkedDeque<Talk> held, Executor staying, Tally tally)
      throws InterruptedException {
    var places = new Semaphore(CONNECTING_MAX);
    Crowd.run(
        count,
        tally,
        _ -> {
          places.acquire();
          try {
            var talk = Talk.start(client, server.http());
            talk.turn(System.nanoTime());
            held.add(talk);
            staying.execute(() -> stay(talk, held, tally));
          } finally {
            places.release();
          }
        });
  }

  /// A session that is cut off is no longer held.
  private static void stay(Talk talk, ConcurrentLinkedDeque<Talk> held, Tally tally) {
    try {
      talk.stay();
    } catch (IOException e) {
      held.remove(talk);
      tally.error("cut off: " + e.getMessage());
    }
  }

  private Step weigh(int held, Tally tally) throws IOException, InterruptedException {
    server.rest();
    var use = server.use();
    return new Step(held, use.programKiB(), use.databaseKiB(), tally.errors());
  }
}
