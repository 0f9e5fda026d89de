package io.parley.voice.sip.transaction;

import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.SipMessage;
import io.parley.voice.sip.transaction.Transaction.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/// All transactions of a node, found by their messages and waked by their timers. For one thread at
/// a time; time comes with every call, and the results are to be carried out in order.
///
/// @param <P> an end of a connection, to which responses go back
public final class TransactionLayer<P> {
  private record Entry<P>(Transaction transaction, P peer) {}

  private record Timer(Instant at, TransactionKey key) {}

  private final TransactionTimes times;
  private final int max;
  private final Map<TransactionKey, Entry<P>> entries = new HashMap<>();

  /// May have timers of transactions that have ended or set another one since.
  private final PriorityQueue<Timer> timers = new PriorityQueue<>(Comparator.comparing(Timer::at));

  /// @param max transactions at once; further requests are refused with 503
  public TransactionLayer(TransactionTimes times, int max) {
    this.times = times;
    this.max = max;
  }

  /// Takes a message of a peer.
  public List<Output<P>> received(SipMessage message, P from, boolean isReliable, Instant at) {
    return switch (message) {
      case Request request -> request(request, from, isReliable, at);
      case Response response -> response(response, from, at);
    };
  }

  /// The other end of the transaction that a message belongs to, if there is one; of a CANCEL, that
  /// of the request that it is about.
  public Optional<P> peerOf(SipMessage message) {
    var key =
        switch (message) {
          case Request request ->
              request.is(Method.CANCEL)
                  ? TransactionKey.cancelledBy(request)
                  : TransactionKey.of(request);
          case Response response -> TransactionKey.of(response);
        };
    return Optional.ofNullable(entries.get(key)).map(Entry::peer);
  }

  private List<Output<P>> request(Request request, P from, boolean isReliable, Instant at) {
    var key = TransactionKey.of(request);
    var known = entries.get(key);
    if (known != null) {
      if (request.is(Method.ACK)
          && known.transaction instanceof InviteServer invite
          && invite.phase() == InviteServer.Phase.ACCEPTED)
        return List.of(new Output.Acknowledged<>(request, from));
      return advance(key, known, new Event.Received(request), at);
    }
    if (request.is(Method.ACK)) return List.of(new Output.Acknowledged<>(request, from));
    if (entries.size() >= max)
      return List.of(new Output.Send<>(Response.to(request, 503), from, Optional.empty()));
    var step =
        request.is(Method.INVITE)
            ? InviteServer.start(request, isReliable, times, at)
            : PlainServer.start(request, isReliable, times, at);
    return begin(key, step, from);
  }

  /// A response with a second Via went astray (section 8.1.3.3).
  private List<Output<P>> response(Response response, P from, Instant at) {
    var vias = response.headers().all(HeaderType.VIA);
    if (vias.size() != 1) return List.of();
    var key = TransactionKey.of(response);
    var known = entries.get(key);
    if (known != null) return advance(key, known, new Event.Received(response), at);
    boolean isLateSuccess = response.isSuccess() && key.method().equals(Method.INVITE);
    return isLateSuccess
        ? List.of(new Output.Answered<>(Optional.empty(), response, from))
        : List.of();
  }

  /// Sends a request of ours, with a branch that is unique, and not an ACK.
  public List<Output<P>> send(Request request, P to, boolean isReliable, Instant at) {
    var key = TransactionKey.ofOwn(request);
    if (entries.containsKey(key))
      throw new IllegalStateException("a second " + request.method() + " of one branch");
    var step =
        request.is(Method.INVITE)
            ? InviteClient.start(request, isReliable, times, at)
            : PlainClient.start(request, isReliable, times, at);
    var outputs = begin(key, step, to);
    // the INVITE that it is about, which has the same branch
    if (request.is(Method.CANCEL)) event(key.ofInvite(), new Event.Cancelled(), at);
    return outputs;
  }

  /// The key of a request of ours, for telling its [Output.Answered].
  public static TransactionKey keyOf(Request own) {
    return TransactionKey.ofOwn(own);
  }

  /// Answers an [Output.Asked]. Without effect when its transaction has ended.
  public List<Output<P>> answer(TransactionKey key, Response response, Instant at) {
    return event(key, new Event.Answer(response), at);
  }

  /// An [Output.Send] of this transaction failed.
  public List<Output<P>> failed(TransactionKey key, Instant at) {
    return event(key, new Event.Failed(), at);
  }

  /// The connection of this end is gone: those that wait for it fail.
  public List<Output<P>> lost(P peer, Instant at) {
    return entries.entrySet().stream()
        .filter(entry -> entry.getValue().peer.equals(peer))
        .map(Map.Entry::getKey)
        .toList()
        .stream()
        .flatMap(key -> failed(key, at).stream())
        .toList();
  }

  private List<Output<P>> event(TransactionKey key, Event event, Instant at) {
    var known = entries.get(key);
    return known == null ? List.of() : advance(key, known, event, at);
  }

  /// Does what is due, in order.
  public List<Output<P>> passed(Instant at) {
    var outputs = new ArrayList<Output<P>>();
    for (var timer = timers.peek(); timer != null && !timer.at.isAfter(at); timer = timers.peek()) {
      timers.remove();
      var known = entries.get(timer.key);
      if (known != null && known.transaction.due().equals(timer.at))
        outputs.addAll(advance(timer.key, known, new Event.Passed(), at));
    }
    return outputs;
  }

  /// When [#passed] is due next, or [Transaction#NEVER]. It may be too early, never too late.
  public Instant due() {
    var timer = timers.peek();
    return timer == null ? Transaction.NEVER : timer.at;
  }

  public int size() {
    return entries.size();
  }

  private List<Output<P>> begin(TransactionKey key, Step step, P peer) {
    return apply(key, new Entry<>(step.next(), peer), Transaction.NEVER, step.actions());
  }

  private List<Output<P>> advance(TransactionKey key, Entry<P> entry, Event event, Instant at) {
    var step = entry.transaction.on(event, at);
    // a timer that is taken from the queue must be put back even if it is unchanged
    var before = event instanceof Event.Passed ? Transaction.NEVER : entry.transaction.due();
    return apply(key, new Entry<>(step.next(), entry.peer), before, step.actions());
  }

  private List<Output<P>> apply(
      TransactionKey key, Entry<P> entry, Instant before, List<Action> actions) {
    if (entry.transaction.isOver()) entries.remove(key);
    else {
      entries.put(key, entry);
      var due = entry.transaction.due();
      if (!due.equals(Transaction.NEVER) && !due.equals(before)) timers.add(new Timer(due, key));
    }
    return actions.stream().map(action -> output(key, action, entry.peer)).toList();
  }

  private Output<P> output(TransactionKey key, Action action, P peer) {
    return switch (action) {
      case Action.Send(var message) -> new Output.Send<>(message, peer, Optional.of(key));
      case Action.Deliver(var message) -> delivered(key, message, peer);
      case Action.TimedOut _ -> new Output.TimedOut<>(key);
      case Action.Unreachable _ -> new Output.Unreachable<>(key);
    };
  }

  private Output<P> delivered(TransactionKey key, SipMessage message, P peer) {
    return switch (message) {
      case Request request -> {
        Optional<TransactionKey> cancelled =
            request.is(Method.CANCEL)
                ? Optional.of(TransactionKey.cancelledBy(request)).filter(entries::containsKey)
                : Optional.empty();
        yield new Output.Asked<>(key, request, peer, cancelled);
      }
      case Response response -> new Output.Answered<>(Optional.of(key), response, peer);
    };
  }
}
