package io.parley.bench.load;

import io.parley.bench.client.ChatClient;
import io.parley.bench.measure.Latency;
import io.parley.bench.measure.Tally;
import io.parley.bench.server.ChatServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/// The cost of a turn in conversations of several lengths. Each length has enough conversations for
/// the same number of turns within a tenth of it; one conversation talks at a time, and the lengths
/// alternate, so that all are measured on the same machine in the same minute.
///
/// @param lengths in turns, at least 10 each
/// @param rounds with new conversations each
public record LongTalks(ChatServer server, List<Integer> lengths, int rounds, Duration warmUp) {
  public static final int LENGTH_MIN = 10;

  private static final int PREPARING_MAX = 32;

  public LongTalks {
    lengths = List.copyOf(lengths);
  }

  /// The measurements at one length. For one thread.
  public static final class Cost {
    private final Latency accepted = new Latency();
    private final Latency completed = new Latency();
    private double cpuSeconds;

    public Latency accepted() {
      return accepted;
    }

    public Latency completed() {
      return completed;
    }

    /// Processor time of program and database for one turn.
    public double cpuMillis() {
      return completed.count() == 0 ? 0 : cpuSeconds * 1_000 / completed.count();
    }

    private void took(Tally.Turn turn) {
      accepted.record(turn.due(), turn.accepted());
      completed.record(turn.due(), turn.completed());
    }
  }

  /// @param costs by length
  public record Result(Map<Integer, Cost> costs, Tally tally) {}

  public Result run() throws IOException, InterruptedException {
    var costs = new LinkedHashMap<Integer, Cost>();
    var tally = new Tally();
    try (var client = new ChatClient()) {
      warmUp(client);
      for (int round = 0; round < rounds; round++) {
        var talks = new LinkedHashMap<Integer, List<Talk>>();
        try {
          for (int length : lengths) talks.put(length, talked(client, length, tally));
          if (tally.errors() > 0) break;
          for (int length : lengths)
            measure(talks.get(length), length, costs.computeIfAbsent(length, _ -> new Cost()));
        } finally {
          for (var each : talks.values()) for (var talk : each) talk.close();
        }
      }
    }
    return new Result(costs, tally);
  }

  private void warmUp(ChatClient client) throws IOException, InterruptedException {
    long until = System.nanoTime() + warmUp.toNanos();
    while (System.nanoTime() < until) {
      try (var talk = Talk.start(client, server.http())) {
        for (int turn = 0; turn < lengths.getFirst() && System.nanoTime() < until; turn++)
          talk.turn(System.nanoTime());
      }
    }
  }

  /// Conversations a tenth below their length.
  private List<Talk> talked(ChatClient client, int length, Tally tally)
      throws InterruptedException {
    var places = new Semaphore(PREPARING_MAX);
    var talks = new ConcurrentLinkedQueue<Talk>();
    Crowd.run(
        longest() / length,
        tally,
        _ -> {
          places.acquire();
          try {
            var talk = Talk.start(client, server.http());
            talks.add(talk);
            for (int turn = 0; turn < length - length / 10; turn++) talk.turn(System.nanoTime());
          } finally {
            places.release();
          }
        });
    return new ArrayList<>(talks);
  }

  private void measure(List<Talk> talks, int length, Cost cost) throws IOException {
    var before = server.use();
    for (int turn = 0; turn < length / 5; turn++)
      for (var talk : talks) cost.took(talk.turn(System.nanoTime()));
    cost.cpuSeconds += server.use().secondsSince(before);
  }

  private int longest() {
    return lengths.stream().mapToInt(Integer::intValue).max().orElseThrow();
  }
}
