package io.parley.voice.sip.call;

import io.parley.voice.sip.dialog.Call;
import io.parley.voice.sip.dialog.CallAction;
import io.parley.voice.sip.dialog.CallEvent;
import io.parley.voice.sip.dialog.CallNews;
import io.parley.voice.sip.dialog.CallPlan;
import io.parley.voice.sip.dialog.EndedCall;
import io.parley.voice.sip.dialog.EstablishedCall;
import io.parley.voice.sip.dialog.IncomingCall;
import io.parley.voice.sip.dialog.LocalEnd;
import io.parley.voice.sip.dialog.OutgoingCall;
import io.parley.voice.sip.message.Body;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.HostPort;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.SipUri;
import io.parley.voice.sip.transaction.Output;
import io.parley.voice.sip.transaction.Transaction;
import io.parley.voice.sip.transaction.TransactionKey;
import io.parley.voice.sip.transaction.TransactionLayer;
import io.parley.voice.sip.transport.Peer;
import io.parley.voice.sip.transport.Refusals;
import io.parley.voice.sip.transport.UserAgent;
import io.parley.voice.sip.transport.Wire;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// All calls of a node's port: finds the call of a message, and begins calls of either direction.
/// Everything happens in the port's thread, or in the wire's, which is the same; [#call], [#leave]
/// and [SipCall#say] are for any thread.
public final class SipCalls implements UserAgent {
  private final Parts parts;
  private final Wire wire;
  private final Map<String, SipCall> byTag = new HashMap<>();
  private final Map<TransactionKey, SipCall> byInvite = new HashMap<>();
  private final Map<String, Invited> invited = new HashMap<>();
  private final Map<TransactionKey, SipCall> byRequest = new HashMap<>();
  private final Set<Origin> origins = new HashSet<>();

  /// May have timers of calls that have ended or set another one since.
  private final PriorityQueue<Timer> timers = new PriorityQueue<>(Comparator.comparing(Timer::at));

  private Optional<CompletableFuture<Void>> leaving = Optional.empty();
  private final Leaving moves;

  private record Timer(Instant at, SipCall call) {}

  /// The parts that repeat when one INVITE comes on two ways (RFC 3261, section 8.2.2.2).
  private record Origin(String callId, String tag, long number) {
    static Origin of(Request invite) {
      return new Origin(invite.callId(), invite.from().tag().orElse(""), invite.cseq().number());
    }
  }

  /// The beginning of a call that came in.
  private record Invited(TransactionKey key, Origin origin) {}

  /// @param ends our end of a call with a peer, made of a seed
  /// @param seeds unguessable and unique, tokens
  /// @param incoming decides on calls that come in
  /// @param hops where requests of a call go
  /// @param others takes what belongs to no call: responses to requests that others have sent; its
  ///   timers are kept here too
  public record Parts(
      BiFunction<Peer, String, LocalEnd> ends,
      Supplier<String> seeds,
      IncomingCalls incoming,
      Hops hops,
      Refusals refusals,
      UserAgent others,
      InstantSource clock) {}

  public SipCalls(Wire wire, Parts parts) {
    this.wire = wire;
    this.parts = parts;
    moves = new Leaving(parts.hops.known(), wire::execute);
  }

  /// Once, before the port starts.
  ///
  /// @param found where another node takes calls of a peer, for when this one drains
  public void moveTo(Function<Peer, CompletionStage<Optional<HostPort>>> found) {
    moves.moveTo(found);
  }

  /// The same.
  ///
  /// @param others has another node go on with a call; whether one does
  public void leaveTo(Function<LeftCall, CompletionStage<Boolean>> others) {
    moves.leaveTo(others);
  }

  /// Goes on with a call that another node has left. From any thread.
  ///
  /// @param side our side of it, made in the port's thread; empty where it is not to go on here
  /// @return whether it goes on
  CompletionStage<Boolean> goOn(
      LeftCall left, Body offer, Function<SipCall, Optional<CallListener>> side) {
    return CompletableFuture.supplyAsync(() -> takenOver(left, offer, side), wire::execute);
  }

  private boolean takenOver(
      LeftCall left, Body offer, Function<SipCall, Optional<CallListener>> side) {
    var seed = left.tag();
    // nothing would end it once this node has hung up its own
    if (leaving.isPresent() || byTag.containsKey(seed)) return false;
    var peer = Peer.udp(left.from());
    var end = parts.ends.apply(peer, seed);
    var turn = EstablishedCall.takenOver(end, left.dialog(), left.heard(), offer);
    var call = new SipCall(this, seed, peer, turn.next());
    var listener = side.apply(call);
    if (listener.isEmpty()) return false;
    call.listen(listener.get());
    byTag.put(seed, call);
    apply(call, turn);
    return true;
  }

  /// This node drains, and has left the call.
  void left(SipCall call) {
    wire.execute(() -> moves.left(call));
  }

  /// Begins a call of ours.
  ///
  /// @param to where its first request goes
  public SipCall call(CallPlan plan, Peer to, CallListener listener) {
    var seed = parts.seeds.get();
    var turn = OutgoingCall.start(parts.ends.apply(to, seed), plan, parts.clock.instant());
    var call = new SipCall(this, seed, to, turn.next());
    call.listen(listener);
    wire.execute(
        () -> {
          byTag.put(seed, call);
          apply(call, turn);
        });
    return call;
  }

  void say(SipCall call, CallEvent event) {
    wire.execute(() -> on(call, event));
  }

  /// See [SipCall#transfer].
  CompletionStage<Void> transfer(SipCall call, CallEvent.Transfer wanted) {
    var done = new CompletableFuture<Void>();
    wire.execute(
        () -> {
          if (call.transfer().begin(call, done)) on(call, wanted);
        });
    return done;
  }

  /// Hangs up all calls; those that move to another node a little later.
  ///
  /// @return completes when all ends know
  public CompletionStage<Void> leave() {
    var done = new CompletableFuture<Void>();
    wire.execute(
        () -> {
          leaving = Optional.of(done);
          moves.begin(now());
          hangUp(call -> !call.isMoving());
          leaveIfDone();
        });
    return done;
  }

  private void hangUp(Predicate<SipCall> which) {
    for (var call : List.copyOf(byTag.values()))
      if (!call.isOver() && which.test(call)) on(call, new CallEvent.HangUp());
  }

  private void leaveIfDone() {
    if (leaving.isPresent()
        && byRequest.isEmpty()
        && byTag.values().stream().allMatch(SipCall::isOver)) leaving.get().complete(null);
  }

  @Override
  public void take(Output<Peer> output) {
    switch (output) {
      case Output.Asked<Peer> asked -> asked(asked);
      case Output.Acknowledged<Peer>(var ack, _) ->
          ack.to()
              .tag()
              .map(byTag::get)
              .ifPresent(call -> on(call, new CallEvent.Acknowledged(ack)));
      case Output.Answered<Peer> answered -> answered(answered, output);
      case Output.TimedOut<Peer>(var key) -> unanswered(key, output);
      case Output.Unreachable<Peer>(var key) -> unanswered(key, output);
      case Output.Send<Peer> _ -> throw new IllegalStateException("a port sends for itself");
    }
  }

  private void asked(Output.Asked<Peer> asked) {
    var request = asked.request();
    var tag = request.to().tag();
    if (request.is(Method.CANCEL) && tag.isEmpty()) cancelled(asked);
    else if (tag.isPresent()) within(asked, tag.get());
    else if (request.is(Method.INVITE)) invited(asked);
    else refuse(asked, 481);
  }

  private void refuse(Output.Asked<Peer> asked, int status) {
    wire.answer(asked.key(), parts.refusals.to(asked.request(), status));
  }

  private void within(Output.Asked<Peer> asked, String tag) {
    var call = byTag.get(tag);
    if (call == null || !call.takes(asked.request())) {
      refuse(asked, 481);
      return;
    }
    // a connection of another node's is of no use here
    if (!asked.from().equals(Peer.ELSEWHERE)) call.heardFrom(asked.from());
    on(call, new CallEvent.Asked(asked.key(), asked.request()));
  }

  /// Of the INVITE that began a call. After the answer it has no effect (section 9.2).
  private void cancelled(Output.Asked<Peer> asked) {
    var call = asked.cancelled().map(byInvite::get);
    if (call.isEmpty()) refuse(asked, 481);
    else if (call.get().state() instanceof IncomingCall)
      on(call.get(), new CallEvent.Asked(asked.key(), asked.request()));
    else wire.answer(asked.key(), Response.to(asked.request(), 200).tagged(call.get().id()));
  }

  private void invited(Output.Asked<Peer> asked) {
    var invite = asked.request();
    var origin = Origin.of(invite);
    boolean isRepeated = origins.contains(origin);
    if (isRepeated || !(invite.uri() instanceof SipUri dialled)) {
      refuse(asked, isRepeated ? 482 : 416);
      return;
    }
    var seed = parts.seeds.get();
    var end = parts.ends.apply(asked.from(), seed);
    var turn = IncomingCall.start(end, new CallEvent.Asked(asked.key(), invite), now());
    if (turn.next() instanceof EndedCall) {
      respond(turn);
      return;
    }
    var call = new SipCall(this, seed, asked.from(), turn.next());
    switch (parts.incoming.incoming(call, invite, asked.from())) {
      case IncomingCalls.Decision.Refused(var refusal) -> respond(turn.next().on(refusal, now()));
      case IncomingCalls.Decision.Taken(var listener) -> {
        call.listen(listener);
        byTag.put(seed, call);
        byInvite.put(asked.key(), call);
        origins.add(origin);
        invited.put(seed, new Invited(asked.key(), origin));
        if (invite.headers().has(HeaderType.ALLOW, Method.REFER)) call.refers();
        call.comesBack(WayBack.of(dialled));
        apply(call, turn);
      }
    }
  }

  /// Of a call that ended before it began: nobody is told, and nothing is kept.
  private void respond(Call.Turn turn) {
    for (var action : turn.actions())
      if (action instanceof CallAction.Respond(var key, var response)) wire.answer(key, response);
  }

  private void answered(Output.Answered<Peer> answered, Output<Peer> output) {
    var response = answered.response();
    var call = response.from().tag().map(byTag::get);
    if (call.isEmpty()) {
      parts.others.take(output);
      return;
    }
    if (response.isFinal()) answered.key().ifPresent(key -> finished(call.get(), key));
    if (response.isSuccess()
        && call.get().state() instanceof OutgoingCall
        && response.headers().has(HeaderType.ALLOW, Method.REFER)) call.get().refers();
    on(call.get(), new CallEvent.Answered(response));
  }

  private void unanswered(TransactionKey key, Output<Peer> output) {
    var call = byRequest.get(key);
    if (call != null) {
      finished(call, key);
      on(call, new CallEvent.Unanswered(key.method()));
    } else if (!key.isServer()) parts.others.take(output);
  }

  private void finished(SipCall call, TransactionKey key) {
    byRequest.remove(key);
    call.requests().remove(key);
  }

  private void on(SipCall call, CallEvent event) {
    apply(call, call.state().on(event, now()));
    // requests that still come here are for the node that goes on with it
    if (event instanceof CallEvent.TakenOver && call.isOver()) forget(call);
  }

  private void apply(SipCall call, Call.Turn turn) {
    call.become(turn.next());
    if (call.arm() && !turn.next().due().equals(Transaction.NEVER))
      timers.add(new Timer(turn.next().due(), call));
    for (var action : turn.actions()) carryOut(call, action);
    leaveIfDone();
  }

  private void carryOut(SipCall call, CallAction action) {
    switch (action) {
      case CallAction.Send(var request) -> {
        var key = TransactionLayer.keyOf(request);
        byRequest.put(key, call);
        call.requests().add(key);
        wire.send(request, parts.hops.of(request, call));
      }
      case CallAction.SendAck(var ack) -> wire.send(ack, parts.hops.of(ack, call));
      case CallAction.Respond(var key, var response) -> wire.answer(key, response);
      case CallAction.Tell(var news) -> {
        call.transfer().told(call, news, parts.seeds);
        // the end was its last news: that our BYE wants credentials is none
        if (!(news instanceof CallNews.Challenged) || !call.isOver())
          call.listener().told(call, news);
        moves.told(call, news);
      }
    }
  }

  private Instant now() {
    return parts.clock.instant();
  }

  @Override
  public Optional<Peer> peerOf(Request request) {
    return request.to().tag().map(byTag::get).map(SipCall::peer);
  }

  @Override
  public boolean mayComeFrom(Request request, InetAddress address) {
    var call = request.to().tag().map(byTag::get);
    return call.filter(known -> known.mayComeFrom(request, address)).isPresent();
  }

  @Override
  public void lost(Peer peer) {
    parts.others.lost(peer);
  }

  @Override
  public Instant due() {
    var next = timers.peek();
    var due = Transaction.earlier(moves.due(), parts.others.due());
    return next == null ? due : Transaction.earlier(next.at, due);
  }

  @Override
  public void passed(Instant at) {
    parts.others.passed(at);
    if (moves.isOver(at)) hangUp(_ -> true);
    for (var timer = timers.peek(); timer != null && !timer.at.isAfter(at); timer = timers.peek()) {
      timers.remove();
      var call = timer.call;
      if (!call.state().due().equals(timer.at)) continue;
      call.disarm();
      if (call.isOver()) forget(call);
      else on(call, new CallEvent.Passed());
    }
  }

  private void forget(SipCall call) {
    byTag.remove(call.id(), call);
    var begun = invited.remove(call.id());
    if (begun != null) {
      byInvite.remove(begun.key);
      origins.remove(begun.origin);
    }
    call.requests().forEach(byRequest::remove);
  }
}
