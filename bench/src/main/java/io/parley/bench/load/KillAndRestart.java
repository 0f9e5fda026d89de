package io.parley.bench.load;

import io.parley.bench.client.ChatClient;
import io.parley.bench.client.Frame;
import io.parley.bench.client.WireSocket;
import io.parley.bench.measure.Latency;
import io.parley.bench.measure.Tally;
import io.parley.bench.measure.Witness;
import io.parley.bench.server.ParleyServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;

/// The server is killed under load and started again on the same data, several times. Its customers
/// reconnect after the last event that they received, and repeat unacknowledged messages. At the
/// end every session is read completely and compared with the acknowledgements and events that its
/// customer received.
///
/// @param everything whether the database and the object store are killed too
/// @param between longest random time from the moment when all talk again to the next kill
public record KillAndRestart(
    ParleyServer server,
    int sessions,
    int kills,
    boolean everything,
    Duration between,
    RandomGenerator random) {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration RETRY = Duration.ofMillis(100);

  /// @param wrong messages lost, duplicated, changed or left without a reply
  /// @param promises number of acknowledgements; @param back from a kill to ready
  /// @param firstReply from a kill to the first complete reply afterwards
  public record Result(
      List<String> wrong, int promises, int turns, Latency back, Latency firstReply) {}

  public Result run() throws IOException, InterruptedException {
    var run = new Run(server.http(), sessions);
    var loader = Thread.ofPlatform().start(run::talk);
    var back = new Latency();
    var firstReply = new Latency();
    for (int kill = 0; kill < kills; kill++) {
      Pace.awaitDue(System.nanoTime() + pause());
      server.kill(everything);
      long killed = System.nanoTime();
      run.killed = killed;
      server.startAgain();
      back.record(killed, System.nanoTime());
      long until = killed + PATIENCE.toNanos();
      while (run.firstReplyAfter(killed) == 0 && System.nanoTime() < until)
        Pace.awaitDue(System.nanoTime() + RETRY.toNanos());
      if (run.firstReplyAfter(killed) != 0) firstReply.record(killed, run.firstReplyAfter(killed));
    }
    Pace.awaitDue(System.nanoTime() + pause());
    run.over = true;
    loader.join();
    var wrong = new ArrayList<>(run.wrong);
    if (firstReply.count() < kills) wrong.add("after a kill no customer was answered any more");
    return new Result(wrong, run.promises(), run.turns(), back, firstReply);
  }

  private long pause() {
    return between.toNanos() / 2 + random.nextLong(between.toNanos() / 2);
  }

  /// All customers.
  private static final class Run {
    private final URI http;
    private final int sessions;
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Customer> customers = new ConcurrentLinkedQueue<>();
    private volatile boolean over;
    private volatile long killed;
    private volatile long replied;

    private Run(URI http, int sessions) {
      this.http = http;
      this.sessions = sessions;
    }

    private void talk() {
      var tally = new Tally();
      try (var client = new ChatClient()) {
        Crowd.run(
            sessions,
            tally,
            number -> {
              var customer = new Customer(client, http);
              customers.add(customer);
              customer.begin();
              while (!over) {
                customer.turn();
                if (killed > replied) replied = System.nanoTime();
              }
              customer.judge().forEach(problem -> wrong.add("session " + number + ": " + problem));
            });
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      if (tally.errors() > 0) wrong.add("a customer gave up: " + tally.json().get("errors"));
    }

    private long firstReplyAfter(long kill) {
      long last = replied;
      return last > kill ? last : 0;
    }

    private int promises() {
      return customers.stream().mapToInt(customer -> customer.witness.promises()).sum();
    }

    private int turns() {
      return customers.stream().mapToInt(customer -> customer.turns).sum();
    }
  }

  /// A customer who never gives up.
  private static final class Customer {
    private final ChatClient client;
    private final URI http;
    private final Witness witness = new Witness();
    private ChatClient.Session session;
    private WireSocket socket;
    private int turns;

    private Customer(ChatClient client, URI http) {
      this.client = client;
      this.http = http;
    }

    private void begin() throws IOException, InterruptedException {
      session = insisting(() -> client.start(http));
    }

    /// Sends a message under one id until it is replied to.
    private void turn() throws IOException, InterruptedException {
      var id = "m" + turns;
      insisting(
          () -> {
            if (socket == null) socket = client.connect(http, session, witness.last());
            socket.send(ChatClient.say(id, "and " + id + "?"));
            return awaitReply(id);
          });
      turns++;
    }

    private boolean awaitReply(String id) throws IOException {
      long said = 0;
      while (true) {
        switch (Frame.of(socket.read())) {
          case Frame.Accepted accepted -> {
            witness.accepted(accepted);
            if (accepted.id().equals(id)) said = accepted.seq();
            if (said > 0 && witness.repliedAfter(said)) return true;
          }
          case Frame.Event event -> {
            witness.saw(event);
            if (said > 0 && witness.repliedAfter(said)) return true;
          }
          case Frame.Rejected(var problem) -> throw new IOException("rejected: " + problem);
          case Frame.CaughtUp _, Frame.Delta _, Frame.Other _ -> {}
        }
      }
    }

    private List<String> judge() throws IOException, InterruptedException {
      if (socket != null) socket.close();
      return insisting(() -> witness.judge(whole()));
    }

    private List<Frame.Event> whole() throws IOException {
      var events = new ArrayList<Frame.Event>();
      try (var reader = client.connect(http, session, 0)) {
        while (true) {
          var frame = Frame.of(reader.read());
          if (frame instanceof Frame.Event event) events.add(event);
          if (frame instanceof Frame.CaughtUp) return events;
          if (frame instanceof Frame.Rejected(var problem))
            throw new IOException("rejected: " + problem);
        }
      }
    }

    @FunctionalInterface
    private interface Attempt<T> {
      T make() throws IOException, InterruptedException;
    }

    private <T> T insisting(Attempt<T> attempt) throws IOException, InterruptedException {
      long until = System.nanoTime() + PATIENCE.toNanos();
      while (true) {
        try {
          return attempt.make();
        } catch (IOException e) {
          if (System.nanoTime() > until) throw e;
          if (socket != null) socket.close();
          socket = null;
          Pace.awaitDue(System.nanoTime() + RETRY.toNanos());
        }
      }
    }
  }
}
