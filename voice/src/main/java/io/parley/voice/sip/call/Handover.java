package io.parley.voice.sip.call;

import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.transaction.Output;
import io.parley.voice.sip.transaction.TransactionKey;
import io.parley.voice.sip.transport.Peer;
import io.parley.voice.sip.transport.Refusals;
import io.parley.voice.sip.transport.UserAgent;
import io.parley.voice.sip.transport.Wire;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/// Stands between a port and the calls of its node. A request within a call of another node, which
/// the mark in our tag tells, is handed to that node; its responses come back and go out as the
/// request came, by its transaction here. A request that was handed over is not handed on. Nothing
/// is remembered here: the key of such a request names the node that it came from.
public final class Handover implements Wire, UserAgent {
  /// Requests that are on their way to other nodes at once.
  static final int AT_ONCE = 1_000;

  /// Between the node and the rest of a key; never in the address of a Via.
  private static final char FROM = '/';

  private final Wire port;
  private final OtherNodes others;
  private final Refusals refusals;
  private final AtomicInteger underWay = new AtomicInteger();

  /// Set before the port starts.
  private UserAgent calls = _ -> {};

  public Handover(Wire port, OtherNodes others, Refusals refusals) {
    this.port = port;
    this.others = others;
    this.refusals = refusals;
  }

  /// Once.
  ///
  /// @param own calls, whose wire this is
  public void lead(UserAgent own) {
    calls = own;
  }

  @Override
  public void take(Output<Peer> output) {
    switch (output) {
      case Output.Asked<Peer> asked -> take(output, asked.request(), Optional.of(asked.key()));
      case Output.Acknowledged<Peer>(var ack, _) -> take(output, ack, Optional.empty());
      case Output.Answered<Peer> _,
          Output.TimedOut<Peer> _,
          Output.Unreachable<Peer> _,
          Output.Send<Peer> _ ->
          calls.take(output);
    }
  }

  /// The other end of a call of another node is known there alone: a telephone without a trunk's
  /// address proves its account once more.
  @Override
  public Optional<Peer> peerOf(Request request) {
    return nodeOf(request).isPresent() ? Optional.of(Peer.ELSEWHERE) : calls.peerOf(request);
  }

  @Override
  public boolean mayComeFrom(Request request, InetAddress address) {
    return calls.mayComeFrom(request, address);
  }

  /// The other node that has the call of a request, if one does.
  private OptionalInt nodeOf(Request request) {
    // a call with another node's mark may go on here
    if (calls.peerOf(request).isPresent()) return OptionalInt.empty();
    var node = request.to().tag().map(others::of).orElseGet(OptionalInt::empty);
    boolean isOther =
        node.isPresent() && node.getAsInt() != others.own() && others.has(node.getAsInt());
    return isOther ? node : OptionalInt.empty();
  }

  private void take(Output<Peer> output, Request request, Optional<TransactionKey> key) {
    var node = nodeOf(request);
    if (node.isEmpty()) calls.take(output);
    else hand(node.getAsInt(), request, key);
  }

  private void hand(int node, Request request, Optional<TransactionKey> key) {
    if (underWay.incrementAndGet() > AT_ONCE) {
      underWay.decrementAndGet();
      key.ifPresent(waiting -> port.answer(waiting, Response.to(request, 503)));
      return;
    }
    others
        .hand(node, key, request)
        .whenComplete(
            (_, failure) -> {
              underWay.decrementAndGet();
              if (failure != null)
                key.ifPresent(waiting -> port.answer(waiting, refusals.to(request, 481)));
            });
  }

  /// Takes a request that another node has handed over. From any thread.
  ///
  /// @param key of its transaction there; empty for an ACK
  /// @param taken called when a call has it, or none does
  public void handed(int node, Optional<TransactionKey> key, Request request, Runnable taken) {
    port.execute(
        () -> {
          calls.take(
              key.<Output<Peer>>map(
                      there ->
                          new Output.Asked<>(
                              from(node, there), request, Peer.ELSEWHERE, Optional.empty()))
                  .orElseGet(() -> new Output.Acknowledged<>(request, Peer.ELSEWHERE)));
          taken.run();
        });
  }

  /// Takes the response to a request that was handed to another node. From any thread.
  public void answered(TransactionKey key, Response response) {
    port.answer(key, response);
  }

  private static TransactionKey from(int node, TransactionKey there) {
    return new TransactionKey(
        true, there.branch(), Integer.toString(node) + FROM + there.sentBy(), there.method());
  }

  @Override
  public void answer(TransactionKey key, Response response) {
    int end = key.sentBy().indexOf(FROM);
    if (end < 0) {
      port.answer(key, response);
      return;
    }
    var there =
        new TransactionKey(true, key.branch(), key.sentBy().substring(end + 1), key.method());
    others.answer(Integer.parseInt(key.sentBy(), 0, end, 10), there, response);
  }

  @Override
  public void send(Request request, Peer to) {
    port.send(request, to);
  }

  @Override
  public void execute(Runnable task) {
    port.execute(task);
  }

  @Override
  public void lost(Peer peer) {
    calls.lost(peer);
  }

  @Override
  public Instant due() {
    return calls.due();
  }

  @Override
  public void passed(Instant at) {
    calls.passed(at);
  }
}
