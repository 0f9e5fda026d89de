package io.parley.core.limit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/// A bounded queue before a server that several flows share, such as the organisations of a node.
/// While several wait, each is served in proportion to its weight, however much one of them brings;
/// what the others leave is anybody's. With equal weights, an item that arrives for a flow without
/// others waits for about one item of each other flow.
///
/// The order is start-time fair queueing (Goyal, Vin and Cheng, "Start-Time Fair Queueing", SIGCOMM
/// 1996), whose fairness does not depend on the rate of the server; it holds for a server of
/// several places as well (Jin, Chase and Kaur, "Interposed Proportional Sharing for a Storage
/// Service Utility", SIGMETRICS 2004). All items cost the same. An item gets its tag when it is the
/// first of its flow: the same that it would have got on arrival. Of equal tags, which the paper
/// lets an implementation order, the one of the greater weight is first: a heavy flow without
/// others waits for nobody's turn.
///
/// A full queue drops the newest item of the flow that has most for its weight (Suter, Lakshman,
/// Stiliadis and Choudhury, "Buffer Management Schemes for Supporting TCP in Gigabit Routers with
/// Per-Flow Queueing", 1999): one flow alone may use the whole queue, and keeps nobody out.
///
/// Not thread safe. Adding and serving take the logarithm of the number of waiting flows; only a
/// full queue is searched.
///
/// @param <F> name of a flow, with `equals` and `hashCode`
public final class FairQueue<F, T> {
  /// Virtual time of an item of a flow with the weight 1.
  private static final long COST = 1_000_000;

  private static final int SWEEP_MIN = 64;

  private final int max;
  private final ToDoubleFunction<F> weights;
  private final Map<F, Flow<T>> flows = new HashMap<>();
  private final TreeSet<Flow<T>> backlogged =
      new TreeSet<>(
          Comparator.<Flow<T>>comparingLong(flow -> flow.start)
              .thenComparingDouble(flow -> -flow.weight)
              .thenComparingLong(flow -> flow.order));
  private long now;
  private long orders;
  private int size;
  private int sweepAt = SWEEP_MIN;

  /// @param max items of all flows together
  /// @param weights of flows, [Weights#MIN] to [Weights#MAX]
  public FairQueue(int max, ToDoubleFunction<F> weights) {
    if (max < 0) throw new IllegalArgumentException("max: " + max + " (expected: ≥ 0)");
    this.max = max;
    this.weights = weights;
  }

  /// `start` and `order` do not change while it is among those with a backlog.
  private static final class Flow<T> {
    private final double weight;
    private final ArrayDeque<T> waiting = new ArrayDeque<>();
    private long start;
    private long finish;
    private long order;

    Flow(double weight) {
      this.weight = weight;
    }

    /// How much of the queue it has for its weight, with `more` items.
    double load(int more) {
      return (waiting.size() + more) / weight;
    }
  }

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /// Adds an item at the end of its flow.
  ///
  /// @return the item that has no place, if one has none: this one, or the newest of a flow that
  ///   has more for its weight
  public Optional<T> offer(F name, T item) {
    var flow = flow(name);
    var pushedOut = Optional.<T>empty();
    if (size >= max) {
      var largest = largest().filter(other -> other.load(0) > flow.load(1));
      if (largest.isEmpty()) return Optional.of(item);
      pushedOut = Optional.of(newest(largest.get()));
    }
    flow.waiting.addLast(item);
    size++;
    if (flow.waiting.size() == 1) enter(flow);
    return pushedOut;
  }

  /// The item that [#poll] would return; it stays.
  public Optional<T> peek() {
    return backlogged.isEmpty()
        ? Optional.empty()
        : Optional.of(backlogged.first().waiting.getFirst());
  }

  /// The next item, which is served now.
  public Optional<T> poll() {
    var flow = backlogged.pollFirst();
    if (flow == null) return Optional.empty();
    var item = flow.waiting.removeFirst();
    size--;
    serve(flow, flow.start);
    if (!flow.waiting.isEmpty()) enter(flow);
    return Optional.of(item);
  }

  /// An item that is served without having waited, because nothing waits: it counts for its flow.
  public void passed(F name) {
    if (size > 0) throw new IllegalStateException(size + " items wait (expected: none)");
    var flow = flow(name);
    serve(flow, Math.max(now, flow.finish));
  }

  /// Takes an item out that waits no more, at no cost for its flow.
  ///
  /// @return false when it does not wait
  public boolean remove(F name, T item) {
    var flow = flows.get(name);
    if (flow == null || !flow.waiting.remove(item)) return false;
    left(flow);
    return true;
  }

  /// Takes all items out.
  public List<T> clear() {
    var all = new ArrayList<T>(size);
    for (var flow : backlogged) {
      all.addAll(flow.waiting);
      flow.waiting.clear();
    }
    backlogged.clear();
    size = 0;
    return all;
  }

  /// Flows that are remembered: those that wait, and those that are ahead of their share.
  int flows() {
    return flows.size();
  }

  private void enter(Flow<T> flow) {
    flow.start = Math.max(now, flow.finish);
    flow.order = ++orders;
    backlogged.add(flow);
  }

  private void serve(Flow<T> flow, long start) {
    now = start;
    flow.finish = start + Math.max(1, Math.round(COST / flow.weight));
  }

  private T newest(Flow<T> flow) {
    var item = flow.waiting.removeLast();
    left(flow);
    return item;
  }

  private void left(Flow<T> flow) {
    size--;
    if (flow.waiting.isEmpty()) backlogged.remove(flow);
  }

  private Optional<Flow<T>> largest() {
    return backlogged.stream().max(Comparator.comparingDouble(flow -> flow.load(0)));
  }

  private Flow<T> flow(F name) {
    var known = flows.get(name);
    if (known != null) return known;
    if (flows.size() >= sweepAt) sweep();
    var flow = new Flow<T>(weights.applyAsDouble(name));
    flows.put(name, flow);
    return flow;
  }

  /// A flow that waits for nothing and is not ahead of the others is as good as unknown.
  private void sweep() {
    flows.values().removeIf(flow -> flow.waiting.isEmpty() && flow.finish <= now);
    sweepAt = Math.max(SWEEP_MIN, 2 * flows.size());
  }
}
