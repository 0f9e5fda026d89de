package io.parley.faults.load;

import io.parley.bench.client.ChatClient;
import io.parley.bench.load.Pace;
import io.parley.faults.fleet.Node;
import io.parley.faults.record.History;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// Talks in one session without end: sends a message, waits for the whole reply, sends the next.
/// When the connection breaks or is silent, it connects to another node and sends the message again
/// under the same id. For one thread; the counters are for all threads.
final class Customer {
  private static final Duration RETRY = Duration.ofMillis(100);
  private static final int COPIES_MAX = 3;
  private static final double TWINS = 0.3;

  private final String name;
  private final ChatClient.Session session;
  private final List<Node> nodes;
  private final Load.Plan plan;
  private final Copies copies;
  private final SplittableRandom random;
  private final SessionConnection connection;
  private volatile boolean over;
  private volatile long answeredBegin;
  private final AtomicInteger turns = new AtomicInteger();
  private final ConcurrentLinkedQueue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
  private volatile long last;
  private int messages;
  private long lastEnd;

  Customer(
      String name,
      ChatClient.Session session,
      List<Node> nodes,
      Load.Plan plan,
      Copies copies,
      History history,
      SplittableRandom random) {
    this.name = name;
    this.session = session;
    this.nodes = nodes;
    this.plan = plan;
    this.copies = copies;
    this.random = random;
    this.connection = new SessionConnection(name, session, nodes, history, random.split());
  }

  ChatClient.Session session() {
    return session;
  }

  int turns() {
    return turns.get();
  }

  /// The last event that it has received.
  long last() {
    return last;
  }

  /// When the last answered message was sent for the first time ([System#nanoTime]).
  long answeredBegin() {
    return answeredBegin;
  }

  /// @param said when the message was sent for the first time ([System#nanoTime])
  private record Acknowledged(long said, Duration after) {}

  /// How long the acknowledgement of each message sent after `since` ([System#nanoTime]) took.
  Stream<Duration> acknowledgedSince(long since) {
    return acknowledged.stream().filter(one -> one.said() > since).map(Acknowledged::after);
  }

  void finish() {
    over = true;
  }

  /// Runs until [#finish]; finishes the open turn.
  void talk() throws IOException {
    try (connection) {
      while (!over) turn();
    }
  }

  private void turn() throws IOException {
    long begin = System.nanoTime();
    var said = new ArrayList<Message>();
    said.add(message());
    if (plan.manner() == Manner.SCATTERED && random.nextDouble() < TWINS) said.addFirst(message());
    var sent = new ArrayList<CompletableFuture<Void>>();
    if (plan.manner() == Manner.SCATTERED) for (var message : said) sent.addAll(scatter(message));
    for (var message : said) until(message);
    sent.forEach(CompletableFuture::join);
    last = connection.last();
    answeredBegin = begin;
    turns.incrementAndGet();
  }

  private record Message(String id, String text) {}

  private Message message() {
    var id = name + "-" + messages++;
    return new Message(
        id,
        random.nextDouble() < plan.tickets()
            ? "A ticket for " + id + ", please."
            : "And " + id + "?");
  }

  private List<CompletableFuture<Void>> scatter(Message message) {
    var sent = new ArrayList<CompletableFuture<Void>>();
    for (int i = random.nextInt(COPIES_MAX + 1); i > 0; i--) {
      var node = nodes.get(random.nextInt(nodes.size()));
      sent.add(copies.send(name, session, node, message.id(), message.text()));
    }
    return sent;
  }

  /// Repeats the message until it is answered.
  private void until(Message message) throws IOException {
    long began = System.nanoTime();
    while (true) {
      try {
        connection.open();
        connection.say(message.id(), message.text());
        if (isAnswered(message.id(), began)) return;
      } catch (IOException e) {
        connection.hangUp();
      }
      Pace.awaitDue(System.nanoTime() + RETRY.toNanos());
    }
  }

  /// @return false when it was refused
  private boolean isAnswered(String id, long began) throws IOException {
    long said = 0;
    while (said == 0 || lastEnd < said) {
      switch (connection.hear()) {
        case SessionConnection.Heard.Accepted(var accepted, var seq) -> {
          if (accepted.equals(id)) {
            if (said == 0)
              acknowledged.add(
                  new Acknowledged(began, Duration.ofNanos(System.nanoTime() - began)));
            said = seq;
          }
        }
        case SessionConnection.Heard.Event(var seq, var kind) -> {
          if (kind.equals("reply-completed") || kind.equals("turn-failed")) lastEnd = seq;
        }
        case SessionConnection.Heard.Rejected(var refused, _) -> {
          if (refused.equals(id)) return false;
        }
        case SessionConnection.Heard.Nothing() -> {}
      }
    }
    return true;
  }
}
