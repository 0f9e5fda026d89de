package io.parley.bench.load;

import io.parley.bench.client.ChatClient;
import io.parley.bench.measure.Tally;
import io.parley.bench.server.ChatServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/// Sessions that are connected and silent, in steps: what the memory of one is.
///
/// @param steps how many are held, rising
public record IdleSockets(ChatServer server, List<Integer> steps) {
  /// Who connects is not what is measured: no more than so many at once.
  private static final int CONNECTING_MAX = 64;

  private static final int FIRST = 50;

  public IdleSockets {
    steps = List.copyOf(steps);
  }

  /// @param programKiB of all processes of the server but the database
  public record Step(int held, long programKiB, long databaseKiB, long errors) {}

  /// @param tally of what went wrong, by kind: whoever is one too many is counted there
  public record Result(List<Step> steps, Tally tally) {}

  public Result run() throws IOException, InterruptedException {
    var results = new ArrayList<Step>();
    var held = new ConcurrentLinkedDeque<Talk>();
    var tally = new Tally();
    try (var client = new ChatClient()) {
      // what the first sessions load is no session's memory
      var first = new ConcurrentLinkedDeque<Talk>();
      connect(client, FIRST, first, tally);
      for (var talk : first) talk.close();
      results.add(weigh(0, tally));
      int before = 0;
      for (int step : steps) {
        var more = new ConcurrentLinkedDeque<Talk>();
        connect(client, step - before, more, tally);
        held.addAll(more);
        results.add(weigh(held.size(), tally));
        before = step;
      }
    } finally {
      for (var talk : held) talk.close();
    }
    return new Result(results, tally);
  }

  private void connect(ChatClient client, int count, ConcurrentLinkedDeque<Talk> held, Tally tally)
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
          } finally {
            places.release();
          }
        });
  }

  private Step weigh(int held, Tally tally) throws IOException, InterruptedException {
    server.rest();
    var use = server.use();
    return new Step(held, use.programKiB(), use.databaseKiB(), tally.errors());
  }
}
