package io.parley.faults.load;

import io.parley.bench.load.Pace;
import io.parley.faults.fleet.Node;
import io.parley.faults.record.History;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/// Reads one session and sends nothing, on one node after the other. For one thread.
final class Listener {
  private static final Duration RETRY = Duration.ofMillis(100);

  private final String name;
  private final Customer customer;
  private final SessionConnection connection;
  private volatile boolean over;
  private volatile long last;

  Listener(
      String name, Customer customer, List<Node> nodes, History history, SplittableRandom random) {
    this.name = name;
    this.customer = customer;
    this.connection = new SessionConnection(name, customer.session(), nodes, history, random);
  }

  /// Whether it has received every event that the customer has.
  boolean hasHeardAll() {
    return last >= customer.last();
  }

  @Override
  public String toString() {
    return "%s of session %s: received %d, the customer %d"
        .formatted(name, customer.session().id(), last, customer.last());
  }

  void finish() {
    over = true;
  }

  void listen() throws IOException {
    try (connection) {
      while (!over) {
        try {
          connection.open();
          if (connection.hear() instanceof SessionConnection.Heard.Event(var seq, _)) last = seq;
        } catch (IOException e) {
          connection.hangUp();
          Pace.awaitDue(System.nanoTime() + RETRY.toNanos());
        }
      }
    }
  }
}
