package io.parley.voice.call;

import io.parley.core.limit.AddressBlock;
import io.parley.core.party.Party;
import io.parley.core.tenant.SessionKey;
import io.parley.core.transfer.TransferEvent.Withdrawn;
import io.parley.core.transfer.TransferOrder;
import io.parley.core.transfer.TransferOutcome;
import io.parley.sessions.wire.Wire;
import io.parley.voice.cluster.Peers;
import io.parley.voice.keypad.KeyOrder;
import io.parley.voice.leg.Leg;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;

/// The calls of one node, each a child. A wish may arrive at any node: the gates of all nodes know
/// each other, and a call's id names its gate.
final class CallGate extends AbstractBehavior<CallGate.Message> {
  static final ServiceKey<Message> KEY = ServiceKey.create(Message.class, "calls");

  sealed interface Message {}

  /// Begins a call on this node.
  ///
  /// @param call its behaviour
  /// @param talked whether anything was said in it yet; @param from the caller's address block
  record Open(
      String id,
      SessionKey session,
      Negotiation negotiation,
      AtomicBoolean talked,
      AddressBlock from,
      Behavior<CallMessage> call)
      implements Message {}

  /// One more leg for the call with this id in this session. If this node has no such call, the leg
  /// is closed.
  ///
  /// @param party whose end it is; @param replaces whether it takes the place of the customer's
  ///   others
  record Join(String id, SessionKey session, Leg leg, Party party, boolean replaces)
      implements Message {}

  /// @param found completed with whether this node has the call with this id in this session
  record Find(String id, SessionKey session, CompletableFuture<Boolean> found) implements Message {}

  /// Another call needs a place: ends the oldest silent call of the block that has most silent
  /// calls, if it is older than this age.
  ///
  /// @param found completed with whether a call was found
  record GiveWay(Duration age, CompletableFuture<Boolean> found) implements Message {}

  /// A wish for the call with this id in this session, if this node has it.
  record Wanted(String id, String session, Wish wish, ActorRef<Wished> replyTo)
      implements Message, Wire {}

  /// @param known whether this node has the call; @param outcome of the wish
  record Wished(boolean known, Outcome outcome) implements Wire {}

  /// The node drains. Calls may come to their end; after that time the others end when nobody has
  /// the floor, at the latest after another time.
  ///
  /// @param whole for calls to come to their end; @param grace after that
  /// @param empty completed when there is none left
  record Leave(Duration whole, Duration grace, CompletableFuture<Void> empty) implements Message {}

  /// An order for this session's call, if this node has it.
  record Transfer(String session, TransferOrder order, ActorRef<Transferred> replyTo)
      implements Message, Wire {}

  /// @param outcome empty when this node has no such call
  record Transferred(Optional<TransferOutcome> outcome) implements Wire {}

  /// A person's order for this session's call, if this node has it.
  ///
  /// @param id of the request; @param by `HUMAN` or `OPERATOR`
  record OrderTransfer(
      String session, String id, Party by, TransferOrder order, ActorRef<TransferOrdered> replyTo)
      implements Message, Wire {}

  /// The transfer of this key is not wanted any more.
  record Withdraw(String session, String key) implements Message, Wire {}

  /// Pauses the recording of this session's call, or resumes it, if this node has it.
  record PauseRecording(String session, boolean pause, ActorRef<RecordingPaused> replyTo)
      implements Message, Wire {}

  /// @param paused empty when this node has no such call, or it is not recorded
  record RecordingPaused(Optional<Boolean> paused) implements Wire {}

  /// Presses keys for the other end of this session's call, if this node has it.
  record PressKeys(String session, KeyOrder order, ActorRef<KeysPressed> replyTo)
      implements Message, Wire {}

  /// @param keys that are pressed, from the first on; empty when this node has no such call
  record KeysPressed(Optional<String> keys) implements Wire {}

  /// A person hangs up this session's call, if this node has it.
  record HangUp(String session, ActorRef<Wished> replyTo) implements Message, Wire {}

  /// A call in which somebody else listens and speaks has begun on this node, or is over.
  record Relayed(SessionKey session, RelayedCall call, boolean begins) implements Message {}

  private record Over(String id) implements Message {}

  /// Calls have had their time.
  private record SendAway() implements Message {}

  private record Nodes(Receptionist.Listing listing) implements Message {}

  /// @param joined legs besides the first; they end with the call, even if it ends before they have
  ///   joined
  private record Running(
      SessionKey session,
      Negotiation negotiation,
      ActorRef<CallMessage> actor,
      AtomicBoolean talked,
      AddressBlock from,
      List<Leg> joined,
      long since) {
    boolean isSilent() {
      return !talked.get();
    }
  }

  private static final Wished UNKNOWN = new Wished(false, Outcome.DONE);

  // in the order in which they began
  private final Map<String, Running> running = new LinkedHashMap<>();
  private final Map<String, RelayedCall> relayed = new HashMap<>();
  private final AtomicInteger count;
  private final Consumer<Set<ActorRef<Message>>> nodes;
  private Optional<Leave> leaving = Optional.empty();
  private boolean sentAway;

  /// @param count of calls, kept up to date; @param nodes receives the gates of all nodes
  static Behavior<Message> create(AtomicInteger count, Consumer<Set<ActorRef<Message>>> nodes) {
    return Behaviors.setup(context -> new CallGate(context, count, nodes));
  }

  private CallGate(
      ActorContext<Message> context, AtomicInteger count, Consumer<Set<ActorRef<Message>>> nodes) {
    super(context);
    this.count = count;
    this.nodes = nodes;
    Peers.join(context, KEY, Nodes::new);
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder().onMessage(Message.class, this::onMessage).build();
  }

  private Behavior<Message> onMessage(Message message) {
    switch (message) {
      case Open open -> open(open);
      case Join join -> join(join);
      case Find(var id, var session, var found) ->
          found.complete(find(id, session.toString()).isPresent());
      case Wanted wanted -> wanted.replyTo().tell(answer(wanted));
      case Transfer(var session, var order, var replyTo) -> transfer(session, order, replyTo);
      case OrderTransfer(var session, var id, var by, var order, var replyTo) ->
          of(session)
              .ifPresentOrElse(
                  call ->
                      call.actor()
                          .tell(forTransfers(new Transfers.Order(id, by, order, replyTo::tell))),
                  () -> replyTo.tell(TransferOrdered.NO_CALL));
      case Withdraw(var session, var key) ->
          of(session)
              .ifPresent(
                  call ->
                      call.actor()
                          .tell(
                              forTransfers(new Transfers.Happened(at -> new Withdrawn(key, at)))));
      case PauseRecording(var session, var pause, var replyTo) ->
          of(session)
              .ifPresentOrElse(
                  call -> call.actor().tell(CallRecording.pausing(pause, replyTo)),
                  () -> replyTo.tell(new RecordingPaused(Optional.empty())));
      case PressKeys(var session, var order, var replyTo) -> press(session, order, replyTo);
      case HangUp(var session, var replyTo) ->
          replyTo.tell(new Wished(hungUp(session), Outcome.DONE));
      case Relayed(var session, var call, var begins) -> {
        if (begins) relayed.put(session.toString(), call);
        else relayed.remove(session.toString(), call);
        leaving.ifPresent(this::leftAll);
      }
      case GiveWay(var age, var found) -> found.complete(giveWay(age));
      case Over(var id) -> {
        running.remove(id).joined().forEach(Leg::close);
        count.decrementAndGet();
        leaving.ifPresent(this::leftAll);
      }
      case Leave leave -> {
        leaving = Optional.of(leave);
        if (leave.whole().isZero()) sendAway();
        else {
          var _ = getContext().scheduleOnce(leave.whole(), getContext().getSelf(), new SendAway());
        }
        leftAll(leave);
      }
      case SendAway() -> sendAway();
      case Nodes(var listing) -> nodes.accept(listing.getServiceInstances(KEY));
    }
    return this;
  }

  /// A session has one call at a time: the newest. Further participants join that call.
  private void open(Open open) {
    running.values().stream()
        .filter(other -> other.session().equals(open.session()))
        .forEach(other -> other.actor().tell(new CallMessage.Replaced()));
    var actor = getContext().spawn(open.call(), "call-" + open.id());
    getContext().watchWith(actor, new Over(open.id()));
    running.put(
        open.id(),
        new Running(
            open.session(),
            open.negotiation(),
            actor,
            open.talked(),
            open.from(),
            new ArrayList<>(),
            System.nanoTime()));
    // the call was admitted just before
    if (sentAway) actor.tell(new CallMessage.GoAway(Duration.ZERO));
  }

  private void join(Join join) {
    var call = find(join.id(), join.session().toString());
    if (call.isEmpty()) {
      join.leg().close();
      return;
    }
    var joined = call.get().joined();
    joined.removeIf(leg -> leg.gone().toCompletableFuture().isDone());
    joined.add(join.leg());
    call.get().actor().tell(new CallMessage.Join(join.leg(), join.party(), join.replaces()));
  }

  private void transfer(String session, TransferOrder order, ActorRef<Transferred> replyTo) {
    Consumer<TransferOutcome> done = outcome -> replyTo.tell(new Transferred(Optional.of(outcome)));
    var call = of(session);
    var elsewhere = relayed.get(session);
    if (call.isPresent()) call.get().actor().tell(forTransfers(new Transfers.Ask(order, done)));
    else if (elsewhere != null) elsewhere.transfer(order, done);
    else replyTo.tell(new Transferred(Optional.empty()));
  }

  private void press(String session, KeyOrder order, ActorRef<KeysPressed> replyTo) {
    var call = of(session);
    var elsewhere = Optional.ofNullable(relayed.get(session));
    if (call.isPresent()) call.get().actor().tell(new CallMessage.Press(order, replyTo));
    else replyTo.tell(new KeysPressed(elsewhere.map(it -> it.press(order))));
  }

  /// @return whether there is such a call
  private boolean hungUp(String session) {
    var call = of(session);
    var elsewhere = Optional.ofNullable(relayed.get(session));
    call.ifPresent(here -> told(here, new Wish.HangUp()));
    elsewhere.ifPresent(RelayedCall::hangUp);
    return call.isPresent() || elsewhere.isPresent();
  }

  private static CallMessage forTransfers(Transfers.Message message) {
    return new CallMessage.ForTransfers(message);
  }

  /// The session's newest call.
  private Optional<Running> of(String session) {
    return running.values().stream()
        .filter(call -> call.session().toString().equals(session))
        .reduce((_, newer) -> newer);
  }

  private Optional<Running> find(String id, String session) {
    return Optional.ofNullable(running.get(id))
        .filter(call -> call.session().toString().equals(session));
  }

  private boolean giveWay(Duration age) {
    long now = System.nanoTime();
    var silent = running.values().stream().filter(Running::isSilent).toList();
    var sizes =
        silent.stream().collect(Collectors.groupingBy(Running::from, Collectors.counting()));
    var chosen =
        silent.stream()
            .filter(one -> now - one.since() >= age.toNanos())
            // of equal ones the first is the oldest
            .min(Comparator.comparingLong(one -> -sizes.get(one.from())));
    // not chosen twice while it ends
    chosen.ifPresent(one -> one.talked().set(true));
    chosen.ifPresent(one -> told(one, new Wish.HangUp()));
    return chosen.isPresent();
  }

  private void sendAway() {
    sentAway = true;
    var grace = leaving.map(Leave::grace).orElse(Duration.ZERO);
    running.values().forEach(call -> call.actor().tell(new CallMessage.GoAway(grace)));
  }

  /// Calls in which somebody else listens and speaks end with their readers. A call that begins
  /// after that is not waited for.
  private void leftAll(Leave leave) {
    if (!running.isEmpty() || !relayed.isEmpty()) return;
    sentAway = true;
    leave.empty().complete(null);
  }

  private Wished answer(Wanted wanted) {
    return find(wanted.id(), wanted.session())
        .map(call -> new Wished(true, outcome(call, wanted.wish())))
        .orElse(UNKNOWN);
  }

  private static Outcome outcome(Running call, Wish wish) {
    return switch (wish) {
      case Wish.Control control -> told(call, control);
      case Wish.Negotiate(var fragment) -> call.negotiation().negotiate(fragment);
    };
  }

  private static Outcome told(Running call, Wish.Control control) {
    call.actor().tell(new CallMessage.Control(control));
    return Outcome.DONE;
  }
}
