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
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

/// Sessions over all nodes, each with a customer who talks and listeners who only read.
public final class Load implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(20);

  /// @param sessions at once; @param listeners of each
  /// @param tickets share of messages that ask for a ticket, 0 to 1
  public record Plan(int sessions, int listeners, Manner manner, double tickets) {
    public Plan(int sessions, int listeners, Manner manner) {
      this(sessions, listeners, manner, 0.2);
    }
  }

  private final List<Node> nodes;
  private final History history;
  private final ChatClient client = new ChatClient();
  private final Copies copies;
  private final List<Customer> customers = new ArrayList<>();
  private final List<Listener> listeners = new ArrayList<>();
  private final List<Thread> talking = new ArrayList<>();
  private final List<Thread> listening = new ArrayList<>();
  private final ConcurrentLinkedQueue<String> crashes = new ConcurrentLinkedQueue<>();

  private Load(List<Node> nodes, History history) {
    this.nodes = nodes;
    this.history = history;
    this.copies = new Copies(history);
  }

  /// Starts the sessions and their customers. All nodes must be ready.
  ///
  /// @param seed of the customers' random choices
  public static Load start(List<Node> nodes, History history, Plan plan, long seed)
      throws IOException, InterruptedException {
    var load = new Load(nodes, history);
    var random = new SplittableRandom(seed);
    for (int i = 0; i < plan.sessions(); i++)
      load.add(plan, i, load.client.startPatiently(nodes.get(i % nodes.size()).http()), random);
    for (var customer : load.customers) load.talking.add(load.run(customer::talk));
    for (var listener : load.listeners) load.listening.add(load.run(listener::listen));
    return load;
  }

  private void add(Plan plan, int number, ChatClient.Session session, SplittableRandom random) {
    customers.add(
        new Customer("c" + number, session, nodes, plan, copies, history, random.split()));
    for (int i = 0; i < plan.listeners(); i++)
      listeners.add(
          new Listener(
              "l" + number + "." + i, customers.getLast(), nodes, history, random.split()));
  }

  @FunctionalInterface
  private interface Member {
    void run() throws IOException;
  }

  private Thread run(Member member) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                member.run();
              } catch (IOException | RuntimeException e) {
                crashes.add(e.toString());
              }
            });
  }

  public List<ChatClient.Session> sessions() {
    return customers.stream().map(Customer::session).toList();
  }

  public int turns() {
    return customers.stream().mapToInt(Customer::turns).sum();
  }

  /// How long the acknowledgement of each message sent after `since` ([System#nanoTime]) took, from
  /// the first attempt: the way to another node is included.
  public List<Duration> acknowledgedSince(long since) {
    return customers.stream().flatMap(customer -> customer.acknowledgedSince(since)).toList();
  }

  /// The number of sessions in which a message sent after `since` ([System#nanoTime]) has been
  /// answered.
  public long answeredSince(long since) {
    return customers.stream().filter(customer -> customer.answeredBegin() > since).count();
  }

  /// The sessions in which none has.
  public List<String> silentSince(long since) {
    return customers.stream()
        .filter(customer -> customer.answeredBegin() <= since)
        .map(customer -> customer.session().id())
        .toList();
  }

  /// Waits for so many further turns.
  ///
  /// @return false when the time was over before
  public boolean awaitTurns(int more, Duration patience) {
    int due = turns() + more;
    return await(patience, () -> turns() >= due);
  }

  /// Waits until a message sent after `since` has been answered in every session.
  ///
  /// @return false when the time was over before
  public boolean awaitAnswers(long since, Duration patience) {
    return await(patience, () -> silentSince(since).isEmpty());
  }

  private static boolean await(Duration patience, BooleanSupplier condition) {
    long until = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > until) return false;
      Pace.awaitDue(System.nanoTime() + LOOK.toNanos());
    }
    return true;
  }

  /// Finishes the open turns, lets listeners read to the end, and disconnects.
  ///
  /// @return customers and listeners that did not finish
  public List<String> stop(Duration patience) throws InterruptedException {
    customers.forEach(Customer::finish);
    for (var thread : talking)
      if (!thread.join(patience)) crashes.add("a customer never got an answer");
    if (!await(patience, () -> listeners.stream().allMatch(Listener::hasHeardAll)))
      listeners.stream()
          .filter(listener -> !listener.hasHeardAll())
          .forEach(
              listener -> crashes.add("a listener did not receive the last event: " + listener));
    listeners.forEach(Listener::finish);
    for (var thread : listening) if (!thread.join(patience)) crashes.add("a listener did not stop");
    return List.copyOf(crashes);
  }

  @Override
  public void close() {
    customers.forEach(Customer::finish);
    listeners.forEach(Listener::finish);
    copies.close();
    client.close();
  }
}
