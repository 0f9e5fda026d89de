package io.parley.voice.call;

import io.parley.core.party.Party;
import io.parley.core.tenant.SessionKey;
import io.parley.core.transfer.TransferChoice;
import io.parley.core.transfer.TransferOrder;
import io.parley.core.transfer.TransferOutcome;
import io.parley.core.transfer.TransferOutcome.Returned;
import io.parley.core.transfer.TransferTarget;
import io.parley.sessions.SessionView;
import io.parley.voice.keypad.KeyOrder;
import io.parley.voice.keypad.Pressed;
import io.parley.voice.leg.Leg;
import io.parley.voice.recording.RecordingPlan;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;

/// Begins calls on this node, and finds calls on any node.
public final class Calls implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /// A caller who wants to speak has begun by then.
  private static final Duration SILENT = Duration.ofSeconds(15);

  private final CallSettings settings;
  private final CallServices services;
  private final CallLoad load;
  private final Function<SessionKey, Conversation> conversations;
  private final BiFunction<SessionKey, String, RecordingPlan> recordings;
  private final AtomicInteger count = new AtomicInteger();
  private final SecureRandom random = new SecureRandom();
  private final CallNodes nodes;
  private final ActorRef<CallGate.Message> gate;
  private volatile boolean draining;

  private Calls(
      ActorSystem<?> system,
      CallSettings settings,
      CallServices services,
      CallLoad load,
      Function<SessionKey, Conversation> conversations,
      BiFunction<SessionKey, String, RecordingPlan> recordings) {
    this.recordings = recordings;
    this.settings = settings;
    this.services = services;
    this.load = load;
    this.conversations = conversations;
    this.nodes = new CallNodes(system, count);
    this.gate = nodes.own();
  }

  /// @param conversations with the session of that key
  public static Calls start(
      ActorSystem<?> system,
      CallSettings settings,
      Function<SessionKey, Conversation> conversations,
      CallMeter meter,
      Clock clock) {
    return start(system, settings, conversations, meter, TransferPlan.none(), clock);
  }

  /// @param conversations with the session of that key; @param transfers how calls are handed over
  public static Calls start(
      ActorSystem<?> system,
      CallSettings settings,
      Function<SessionKey, Conversation> conversations,
      CallMeter meter,
      TransferPlan transfers,
      Clock clock) {
    return start(
        system, settings, conversations, meter, transfers, (_, _) -> RecordingPlan.NONE, clock);
  }

  /// @param conversations with the session of that key; @param transfers how calls are handed over
  /// @param recordings how a call is recorded, by session and agent
  public static Calls start(
      ActorSystem<?> system,
      CallSettings settings,
      Function<SessionKey, Conversation> conversations,
      CallMeter meter,
      TransferPlan transfers,
      BiFunction<SessionKey, String, RecordingPlan> recordings,
      Clock clock) {
    var media = new MediaClock(settings.mediaThreads());
    return start(system, settings, conversations, meter, transfers, recordings, clock, media);
  }

  /// Without transfers and recordings.
  ///
  /// @param media gives the calls their ticks; closed with them
  public static Calls start(
      ActorSystem<?> system,
      CallSettings settings,
      Function<SessionKey, Conversation> conversations,
      CallMeter meter,
      Clock clock,
      MediaClock media) {
    return start(
        system,
        settings,
        conversations,
        meter,
        TransferPlan.none(),
        (_, _) -> RecordingPlan.NONE,
        clock,
        media);
  }

  private static Calls start(
      ActorSystem<?> system,
      CallSettings settings,
      Function<SessionKey, Conversation> conversations,
      CallMeter meter,
      TransferPlan transfers,
      BiFunction<SessionKey, String, RecordingPlan> recordings,
      Clock clock,
      MediaClock media) {
    var load = new CallLoad(meter, settings.load(), clock);
    var services = new CallServices(media, load, clock, settings.echo(), transfers);
    return new Calls(system, settings, services, load, conversations, recordings);
  }

  /// The number of calls on this node.
  public int count() {
    return count.get();
  }

  /// The measured load relative to its limit (`parley.voice.load`).
  public double load() {
    return load.of(count.get());
  }

  /// Whether this node has as many calls as it can carry, by what was measured in them. A place
  /// that is given back helps only after a while.
  public boolean isLoaded() {
    return load() >= 1;
  }

  /// Whether this node drains: new calls should go to another.
  public boolean isDraining() {
    return draining;
  }

  /// Ends all calls of this node: they may come to their end first. Of the others the current
  /// utterances are finished then, and those in which nobody speaks end at once. New calls go to
  /// another node.
  ///
  /// @param whole for calls to come to their end
  /// @param grace how long to wait for the current utterances after that
  /// @return completes when no call is left
  public CompletionStage<Void> drain(Duration whole, Duration grace) {
    draining = true;
    var empty = new CompletableFuture<Void>();
    gate.tell(new CallGate.Leave(whole, grace, empty));
    return empty;
  }

  /// Takes a place for a call, which [#open] fills or [#forgo] gives back.
  ///
  /// @return false when the limit of calls is reached
  public boolean reserve() {
    if (count.incrementAndGet() <= settings.callsMax()) return true;
    count.decrementAndGet();
    return false;
  }

  /// The limit of calls on this node.
  public int max() {
    return settings.callsMax();
  }

  /// Ends a call in which nothing was said for a while since it began: the oldest one of the block
  /// of addresses that has most such calls.
  ///
  /// @return whether there was one; its place is free a moment later
  public CompletionStage<Boolean> giveWay() {
    var found = new CompletableFuture<Boolean>();
    gate.tell(new CallGate.GiveWay(SILENT, found));
    return found.completeOnTimeout(false, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  public void forgo() {
    count.decrementAndGet();
  }

  /// A unique id for a call on this node: it cannot be guessed, and later ones are greater.
  public String newId() {
    return CallIds.next(services.clock().millis(), random, gate.path().uid());
  }

  /// Begins a call, for which a place was reserved.
  ///
  /// @param id by [#newId]; @param view of the session, which is active
  /// @param language a BCP 47 tag; @param first the agent's first words; none: the caller begins
  public void open(
      String id,
      SessionView view,
      String language,
      FirstWords first,
      Leg leg,
      Negotiation negotiation,
      Engines engines,
      Caller caller) {
    var session = view.key();
    var conversation = caller.counted().apply(conversations.apply(session));
    var talked = new AtomicBoolean();
    var plan = settings.plan(id, language, first);
    gate.tell(
        new CallGate.Open(
            id,
            session,
            negotiation,
            talked,
            caller.from(),
            CallActor.create(
                new CallParts(
                    plan,
                    leg,
                    engines,
                    new Noticing(conversation, talked),
                    view.seq(),
                    view.openTurn(),
                    caller.transfer(),
                    name ->
                        services
                            .transfers()
                            .choose(
                                session.tenant(), view.agent(), name, services.clock().instant()),
                    services.recording(recordings.apply(session, view.agent().id()))))));
  }

  /// Brings one more end into a call of this node: it hears the agent and all other ends, and they
  /// hear it. If there is no such call, the leg is closed.
  ///
  /// @param party whose end it is: customers are answered, anybody else only talks to them
  public void join(String id, SessionKey session, Leg leg, Party party) {
    gate.tell(new CallGate.Join(id, session, leg, party, false));
  }

  /// A call of this session has begun in which somebody else listens and speaks. It takes no place,
  /// and can be handed over and hung up until [#leave].
  public void enter(SessionKey session, RelayedCall call) {
    gate.tell(new CallGate.Relayed(session, call, true));
  }

  /// A call that has entered is over.
  public void leave(SessionKey session, RelayedCall call) {
    gate.tell(new CallGate.Relayed(session, call, false));
  }

  /// Whether this node has the call with this id in this session.
  public CompletionStage<Boolean> has(String id, SessionKey session) {
    var found = new CompletableFuture<Boolean>();
    gate.tell(new CallGate.Find(id, session, found));
    return found.completeOnTimeout(false, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Brings another end of the customer into a call of this node, in place of the one that they
  /// had: its line is dead. If there is no such call, the leg is closed.
  public void takeOver(String id, SessionKey session, Leg leg) {
    gate.tell(new CallGate.Join(id, session, leg, Party.CUSTOMER, true));
  }

  /// Sends a wish to a call on any node. Only the call's node is asked; all nodes are when an older
  /// build made the id.
  ///
  /// @return empty when no answering node has such a call
  public CompletionStage<Optional<Outcome>> wish(String id, SessionKey session, Wish wish) {
    return nodes.first(
        nodes.all().filter(node -> CallIds.mayHave(node.path().uid(), id)),
        (ActorRef<CallGate.Wished> replyTo) ->
            new CallGate.Wanted(id, session.toString(), wish, replyTo),
        wished -> Optional.of(wished.outcome()).filter(_ -> wished.known()),
        PATIENCE);
  }

  /// Whether a telephone's call with this id in this session is known to live, on any node. A node
  /// that does not answer takes its calls with it.
  public CompletionStage<Boolean> lives(String id, SessionKey session) {
    // a telephone has nothing to negotiate
    return wish(id, session, new Wish.Negotiate("")).thenApply(Optional::isPresent);
  }

  /// Hands the session's call over, on whatever node it is. Each node is asked once.
  ///
  /// @param patience longer than any transfer takes
  /// @return empty when an answer is missing: it may have happened
  public CompletionStage<Optional<TransferOutcome>> transfer(
      SessionKey session, TransferOrder order, Duration patience) {
    return nodes.once(
        (ActorRef<CallGate.Transferred> replyTo) ->
            new CallGate.Transfer(session.toString(), order, replyTo),
        CallGate.Transferred::outcome,
        new Returned(TransferOutcome.Reason.NO_CALL),
        patience);
  }

  /// Presses keys for the other end of the session's call, on whatever node it is.
  ///
  /// @return empty when an answer is missing: they may be pressed
  public CompletionStage<Optional<Pressed>> pressKeys(SessionKey session, KeyOrder order) {
    return nodes.once(
        (ActorRef<CallGate.KeysPressed> replyTo) ->
            new CallGate.PressKeys(session.toString(), order, replyTo),
        answer -> answer.keys().map(keys -> new Pressed(true, keys)),
        Pressed.NO_CALL,
        PATIENCE);
  }

  /// The targets to which the session's call may be handed over, in the order of the configuration.
  public List<TransferTarget> targets(SessionView view) {
    return services.transfers().of(view.key().tenant(), view.agent());
  }

  /// The decision on a person's wish to hand the session's call over.
  ///
  /// @param mode as it was written; empty: at once, where the target allows it
  public TransferChoice choose(SessionView view, String target, Optional<String> mode) {
    return services
        .transfers()
        .choose(view.key().tenant(), view.agent(), target, mode, services.clock().instant());
  }

  /// Has the session's call handed over, on whatever node it is, because a person orders it.
  ///
  /// @param id of the request: the same one has no second effect; @param by `HUMAN` or `OPERATOR`
  /// @param summary for a colleague who is called, at most [TransferOrder#SUMMARY_MAX]; may be
  ///   empty
  /// @return empty when an answer is missing: it may have been taken
  public CompletionStage<Optional<TransferOrdered>> order(
      SessionKey session, String id, Party by, TransferChoice.Chosen chosen, String summary) {
    var order = new TransferOrder(session + "-order-" + id, chosen, summary);
    return nodes.once(
        (ActorRef<TransferOrdered> replyTo) ->
            new CallGate.OrderTransfer(session.toString(), id, by, order, replyTo),
        answer -> Optional.of(answer).filter(TransferOrdered::comesFromCall),
        TransferOrdered.NO_CALL,
        PATIENCE);
  }

  /// Hangs the session's call up, on whatever node it is, because a person orders it.
  ///
  /// @return whether there is one; empty when an answer is missing: it may have happened
  public CompletionStage<Optional<Boolean>> hangUp(SessionKey session) {
    return nodes.once(
        (ActorRef<CallGate.Wished> replyTo) -> new CallGate.HangUp(session.toString(), replyTo),
        wished -> Optional.of(true).filter(_ -> wished.known()),
        false,
        PATIENCE);
  }

  /// A transfer that was asked for is not wanted any more.
  public void withdraw(SessionKey session, String key) {
    nodes.all().forEach(node -> node.tell(new CallGate.Withdraw(session.toString(), key)));
  }

  /// Pauses the recording of the session's call, or resumes it, on whatever node it is.
  ///
  /// @return whether it is paused now; empty when no answering node has a recorded call
  public CompletionStage<Optional<Boolean>> pauseRecording(SessionKey session, boolean pause) {
    return nodes.first(
        nodes.all(),
        (ActorRef<CallGate.RecordingPaused> replyTo) ->
            new CallGate.PauseRecording(session.toString(), pause, replyTo),
        CallGate.RecordingPaused::paused,
        PATIENCE);
  }

  @Override
  public void close() {
    services.media().close();
  }
}
