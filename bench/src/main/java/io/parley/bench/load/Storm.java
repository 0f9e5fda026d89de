package io.parley.bench.load;

import io.parley.bench.client.ChatClient;
import io.parley.bench.client.Frame;
import io.parley.bench.client.WireSocket;
import io.parley.bench.measure.Latency;
import io.parley.bench.measure.Tally;
import io.parley.bench.measure.Witness;
import io.parley.bench.server.ChatServer;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/// All readers lose their connection and reconnect within a short while, each after the last event
/// that it received, and stay. Missed events must come once and in order. Latency is from the first
/// attempt to `caught-up`, including refusals (1013, 503) and the delays after them.
///
/// @param sessions with one reader each; @param within time in which all reconnect, evenly
/// @param turns that each reader misses
public record Storm(ChatServer server, int sessions, Duration within, int turns) {
  /// Limit of concurrent preparations, which are not measured.
  private static final int PREPARING_MAX = 64;

  private static final Duration AGAIN = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /// @param refused number of refusals
  /// @param before memory of the server with nobody connected, in KiB; @param held with all
  ///   connected again; @param after when all have left
  public record Result(
      Latency caughtUp,
      Tally tally,
      long refused,
      int complaints,
      long before,
      long held,
      long after) {}

  /// One customer and the events that it received over all connections.
  private record Customer(ChatClient.Session session, Witness witness) {}

  public Result run() throws IOException, InterruptedException {
    var tally = new Tally();
    var caughtUp = new Latency();
    var refused = new LongAdder();
    try (var client = new ChatClient()) {
      var customers = prepared(client, tally);
      server.rest();
      long before = server.use().programKiB();
      var lines = new ConcurrentLinkedQueue<WireSocket>();
      long held;
      try {
        long began = System.nanoTime();
        Crowd.run(
            customers.size(),
            tally,
            number -> {
              sleepUntil(began + within.toNanos() * number / customers.size());
              long due = System.nanoTime();
              lines.add(comeBack(client, customers.get(number), refused));
              caughtUp.record(due, System.nanoTime());
            });
        held = server.use().programKiB();
      } finally {
        for (var line : lines) line.close();
      }
      int complaints = judged(client, customers, tally);
      server.rest();
      return new Result(
          caughtUp, tally, refused.sum(), complaints, before, held, server.use().programKiB());
    }
  }

  private List<Customer> prepared(ChatClient client, Tally tally) throws InterruptedException {
    var places = new Semaphore(PREPARING_MAX);
    var customers = new ConcurrentLinkedQueue<Customer>();
    Crowd.run(
        sessions,
        tally,
        _ -> {
          places.acquire();
          try {
            customers.add(prepare(client));
          } finally {
            places.release();
          }
        });
    return new ArrayList<>(customers);
  }

  /// The reader receives the beginning; then it disconnects, and the other turns run on another
  /// connection.
  private Customer prepare(ChatClient client) throws IOException, InterruptedException {
    var customer = new Customer(client.startPatiently(server.http()), new Witness());
    listen(client, customer).close();
    try (var other = Talk.join(client, server.http(), customer.session(), 0)) {
      for (int turn = 0; turn < turns; turn++) other.turn(System.nanoTime());
    }
    return customer;
  }

  private WireSocket comeBack(ChatClient client, Customer customer, LongAdder refused)
      throws IOException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return listen(client, customer);
      } catch (Later later) {
        refused.increment();
        if (System.nanoTime() > until) throw later;
        LockSupport.parkNanos(AGAIN.toNanos());
      }
    }
  }

  /// The server refused for now.
  private static final class Later extends IOException {
    private static final long serialVersionUID = 1L;

    Later(String why) {
      super(why);
    }
  }

  /// @return a connection that has received all missed events
  private WireSocket listen(ChatClient client, Customer customer) throws IOException {
    var line = connect(client, customer);
    boolean caughtUp = false;
    try {
      while (!caughtUp) {
        switch (Frame.of(line.read())) {
          case Frame.Event event -> customer.witness().saw(event);
          case Frame.CaughtUp(var seq) -> {
            if (seq != customer.witness().last()) throw new IOException("a gap before caught-up");
            caughtUp = true;
          }
          case Frame.Rejected(var why) when why.equals("closing 1013") -> throw new Later(why);
          case Frame.Rejected(var why) -> throw new IOException(why);
          case Frame.Accepted _, Frame.Delta _, Frame.Other _ -> {}
        }
      }
      return line;
    } catch (EOFException hungUp) {
      throw new Later(hungUp.getMessage());
    } finally {
      if (!caughtUp) line.close();
    }
  }

  private WireSocket connect(ChatClient client, Customer customer) throws IOException {
    try {
      return client.connect(server.http(), customer.session(), customer.witness().last());
    } catch (EOFException hungUp) {
      throw new Later(hungUp.getMessage());
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).contains(" 503 ")) throw new Later(e.getMessage());
      throw e;
    }
  }

  /// Compares the received events with the stored ones.
  private int judged(ChatClient client, List<Customer> customers, Tally tally)
      throws InterruptedException {
    var places = new Semaphore(PREPARING_MAX);
    var complaints = new LongAdder();
    Crowd.run(
        customers.size(),
        tally,
        number -> {
          places.acquire();
          try {
            var wrong =
                customers.get(number).witness().judge(stored(client, customers.get(number)));
            wrong.forEach(tally::error);
            complaints.add(wrong.size());
          } finally {
            places.release();
          }
        });
    return complaints.intValue();
  }

  private List<Frame.Event> stored(ChatClient client, Customer customer) throws IOException {
    var events = new ArrayList<Frame.Event>();
    try (var line = client.connect(server.http(), customer.session(), 0)) {
      while (true) {
        switch (Frame.of(line.read())) {
          case Frame.Event event -> events.add(event);
          case Frame.CaughtUp _ -> {
            return events;
          }
          case Frame.Rejected(var why) -> throw new IOException(why);
          case Frame.Accepted _, Frame.Delta _, Frame.Other _ -> {}
        }
      }
    }
  }

  private static void sleepUntil(long nanos) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime())
      LockSupport.parkNanos(left);
  }
}
