package io.parley.voice.dial;

import io.parley.core.dial.CallOut;
import io.parley.core.dial.CallOutCommand;
import io.parley.core.dial.CallOutCommand.Progress;
import io.parley.core.dial.CallOutEvent;
import io.parley.core.dial.CallOutId;
import io.parley.core.dial.CallOutOrder;
import io.parley.core.dial.CallsOutStore;
import io.parley.core.dial.CallsOutStore.Changed;
import io.parley.core.dial.CallsOutStore.Ordered;
import io.parley.core.dial.CallsOutStore.RequestKey;
import io.parley.core.dial.MachineOutcome;
import io.parley.core.fault.Stages;
import io.parley.voice.call.MediaClock;
import io.parley.voice.telephony.AnswererReport;
import io.parley.voice.telephony.CallProgress;
import io.parley.voice.telephony.OutboundCalls;
import io.parley.voice.telephony.OutboundCalls.Placed;
import io.parley.voice.telephony.ProviderReports;
import io.parley.voice.telephony.RecordingProgress;
import io.parley.voice.telephony.TelephonyFailure;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls out on this node: takes orders, has them dialled, and turns reports into events. The store
/// keeps every step: another node goes on where this one ends ([CallsOutWatch]). A call is dialled
/// by the one node whose [CallOutCommand.Dial] the store has accepted, and never again.
public final class CallsOut implements ProviderReports, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CallsOut.class);
  private static final int ID_BYTES = 16;

  private final OutboundSettings settings;
  private final CallsOutStore store;
  private final Optional<OutboundCalls> provider;
  private final Predicate<CallOutOrder> canTalk;
  private final CallOutListener listener;
  private final InstantSource clock;
  private final NumberKinds kinds = new NumberKinds();

  /// Of legs that are in no call yet: each needs little.
  private final MediaClock ticks = new MediaClock(1);

  private final Verdicts verdicts = new Verdicts();
  private final Messages messages;
  private final SecureRandom random = new SecureRandom();

  /// @param provider empty: nobody is called
  /// @param canTalk whether this node could talk in such a call now; must not block
  /// @param listener is told of every event of this node
  public CallsOut(
      OutboundSettings settings,
      CallsOutStore store,
      Optional<OutboundCalls> provider,
      Predicate<CallOutOrder> canTalk,
      CallOutListener listener,
      InstantSource clock) {
    this.settings = settings;
    this.messages = new Messages(settings.machine().listened());
    this.store = store;
    this.provider = provider;
    this.canTalk = canTalk;
    this.listener = listener;
    this.clock = clock;
  }

  public OutboundSettings settings() {
    return settings;
  }

  public CallsOutStore store() {
    return store;
  }

  /// The clock of legs that are in no call yet.
  public LegClock ticks() {
    return ticks::every;
  }

  /// Verdicts of providers, for those who listen on this node.
  Verdicts verdicts() {
    return verdicts;
  }

  /// Judges an order, and has it dialled if it may be.
  ///
  /// @return when it is stored; it is dialled meanwhile
  /// @throws NoWayOut without a provider
  /// @throws IllegalArgumentException when the number that is to be shown is not ours
  public CompletionStage<Ordered> order(CallOutRequest request, RequestKey key) {
    if (provider.isEmpty()) throw new NoWayOut();
    var order = ordered(request);
    return store
        .order(order, key, kinds.of(order.to()), settings.rules())
        .thenApply(
            outcome -> {
              if (outcome instanceof Ordered.Stored(var call, var isNew, _) && isNew) {
                listener.happened(call, call.events());
                if (!call.isOver()) inBackground("dialled", dial(call));
              }
              return outcome;
            });
  }

  private CallOutOrder ordered(CallOutRequest request) {
    var bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    var own = settings.numbersOf(request.tenant());
    var from =
        request
            .from()
            .or(() -> own.stream().findFirst())
            .filter(own::contains)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "from is not a number of this organisation (expected: one of"
                            + " parley.telephony.outbound.from, and parley.telephony.numbers with"
                            + " its tenant; or one of GET /v1/organisation/numbers, or of"
                            + " /v1/organisation/trunks)"));
    return new CallOutOrder(
        new CallOutId(request.tenant(), HexFormat.of().formatHex(bytes)),
        request.to(),
        from,
        request.agent(),
        request.language(),
        request.context(),
        request.opening(),
        request.message(),
        request.ring().orElse(settings.ring()),
        now());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /// Dials a call that nobody has dialled. A node that could not talk in it leaves it to another
  /// one, or for later: from the claim on it would be nobody else's.
  CompletionStage<Void> dial(CallOut call) {
    var key = call.order().key();
    var now = now();
    if (call.isFresh(now) && !canTalk.test(call.order())) {
      LOG.debug("call out {} is left to another node, or for later", key.id());
      return store.giveBack(key, now);
    }
    return apply(key, new CallOutCommand.Dial())
        .thenCompose(
            changed ->
                changed.filter(each -> isClaimed(each.events())).isPresent()
                    ? place(changed.get().call().order())
                    : CompletableFuture.completedStage(null));
  }

  private static boolean isClaimed(List<CallOutEvent> events) {
    return events.stream().anyMatch(event -> event.kind() == CallOutEvent.Kind.DIALLING);
  }

  /// An order may wait for a while, in which its number is taken back.
  private CompletionStage<Void> place(CallOutOrder order) {
    if (!settings.numbersOf(order.key().tenant()).contains(order.from()))
      return apply(order.key(), new CallOutCommand.Fail("number")).thenApply(_ -> null);
    var wanted =
        new OutboundCalls.Order(
            order.key().tenant(),
            order.key().id(),
            order.from().text(),
            order.to().text(),
            order.agent(),
            order.language(),
            order.ring());
    return CompletableFuture.completedStage(wanted)
        .thenCompose(provider.orElseThrow(NoWayOut::new)::place)
        .handle(
            (placed, failure) -> failure == null ? placed(order, placed) : failed(order, failure))
        .thenCompose(stage -> stage);
  }

  private CompletionStage<Void> placed(CallOutOrder order, Placed placed) {
    return switch (placed) {
      case Placed.Dialled(var call) ->
          apply(order.key(), new CallOutCommand.Place(call)).thenCompose(this::endIfUnwanted);
      // reports of the first attempt tell what became of it
      case Placed.Repeated() -> CompletableFuture.completedStage(null);
      case Placed.KeyReused() ->
          apply(order.key(), new CallOutCommand.Fail("key")).thenApply(_ -> null);
    };
  }

  /// Somebody wanted its end before the provider's id was known.
  private CompletionStage<Void> endIfUnwanted(Optional<Changed> changed) {
    return changed
        .map(Changed::call)
        .filter(call -> call.isCancelling() && !call.isOver())
        .map(this::hangUp)
        .orElseGet(() -> CompletableFuture.completedStage(null));
  }

  private CompletionStage<Void> failed(CallOutOrder order, Throwable failure) {
    var cause = Stages.cause(failure);
    LOG.warn("call out {} is not placed: {}", order.key().id(), cause.toString());
    // what may have happened is told by reports, or found when nothing is heard of it
    if (cause instanceof TelephonyFailure telephony && telephony.mayHaveHappened())
      return CompletableFuture.completedStage(null);
    var why =
        cause instanceof TelephonyFailure telephony
            ? telephony.category().name().toLowerCase(Locale.ROOT)
            : "unavailable";
    return apply(order.key(), new CallOutCommand.Fail(why)).thenApply(_ -> null);
  }

  /// Ends a call, or an order that was not dialled yet.
  ///
  /// @return the call as it is then; empty when there is none
  public CompletionStage<Optional<CallOut>> cancel(CallOutId key) {
    return apply(key, new CallOutCommand.Cancel())
        .thenCompose(
            changed -> {
              var call = changed.map(Changed::call);
              if (call.filter(each -> !each.isOver() && each.placed().isPresent()).isEmpty())
                return CompletableFuture.completedStage(call);
              return hangUp(call.get()).thenApply(_ -> call);
            });
  }

  /// A failure is logged: it is tried again until the call is over.
  CompletionStage<Void> hangUp(CallOut call) {
    return CompletableFuture.completedStage(call.placed().orElseThrow())
        .thenCompose(provider.orElseThrow(NoWayOut::new)::hangUp)
        .exceptionally(
            failure -> {
              LOG.info(
                  "call out {} is not hung up yet: {}",
                  call.order().key().id(),
                  Stages.cause(failure).toString());
              return null;
            });
  }

  /// Has the provider speak a message to the machine that has answered, once: a verdict may come
  /// twice.
  CompletionStage<Void> leave(CallOut call, OutboundCalls.Message message) {
    var key = call.order().key();
    if (!messages.begin(key, now())) return CompletableFuture.completedStage(null);
    return CompletableFuture.completedStage(call.placed().orElseThrow())
        .thenCompose(placed -> provider.orElseThrow(NoWayOut::new).leave(placed, message))
        .whenComplete(
            (_, failure) -> {
              if (failure != null) messageEnded(key);
            });
  }

  /// @return whether a message was being spoken in the call, as far as this node knows
  boolean messageEnded(CallOutId key) {
    return messages.end(key);
  }

  /// Asks the provider what became of a call, of which nothing was heard.
  CompletionStage<Void> look(CallOut call) {
    var key = call.order().key();
    return CompletableFuture.completedStage(call.placed().orElseThrow())
        .thenCompose(provider.orElseThrow(NoWayOut::new)::look)
        .thenCompose(
            found ->
                found.isPresent()
                    ? report(key, found.get())
                    : apply(key, new CallOutCommand.Fail(CallOut.LOST)).thenApply(_ -> null));
  }

  /// Applies what has happened to a call.
  ///
  /// @return empty when there is no such call
  public CompletionStage<Optional<Changed>> apply(CallOutId key, CallOutCommand command) {
    return store
        .apply(key, command, now())
        .thenApply(
            changed -> {
              changed.ifPresent(each -> listener.happened(each.call(), each.events()));
              return changed;
            });
  }

  @Override
  public void call(CallProgress progress) {
    progress.order().ifPresent(key -> inBackground("reported", report(key, progress)));
  }

  @Override
  public void recording(RecordingProgress progress) {
    // a provider's own recordings say nothing about the course of a call
  }

  @Override
  public void answerer(AnswererReport report) {
    verdicts.told(report.order(), report.who());
  }

  private CompletionStage<Void> report(CallOutId key, CallProgress progress) {
    return apply(key, new CallOutCommand.Place(progress.call()))
        .thenCompose(_ -> cutOff(key, progress))
        .thenCompose(
            _ ->
                progress(progress.status())
                    .map(
                        state ->
                            apply(key, new CallOutCommand.Report(state, progress.length()))
                                .<Void>thenApply(_ -> null))
                    .orElseGet(() -> CompletableFuture.completedStage(null)));
  }

  /// A call that is over in the middle of its message.
  private CompletionStage<Optional<Changed>> cutOff(CallOutId key, CallProgress progress) {
    return progress.status().isFinal() && messageEnded(key)
        ? apply(key, new CallOutCommand.Meet(MachineOutcome.MESSAGE_FAILED))
        : CompletableFuture.completedStage(Optional.empty());
  }

  private static Optional<Progress> progress(CallProgress.Status status) {
    return switch (status) {
      case QUEUED, INITIATED -> Optional.empty();
      case RINGING -> Optional.of(Progress.RINGING);
      case ANSWERED -> Optional.of(Progress.PICKED_UP);
      case COMPLETED -> Optional.of(Progress.COMPLETED);
      case OVER -> Optional.of(Progress.OVER);
      case BUSY -> Optional.of(Progress.BUSY);
      case NO_ANSWER -> Optional.of(Progress.NO_ANSWER);
      case FAILED -> Optional.of(Progress.FAILED);
      case CANCELED -> Optional.of(Progress.CANCELLED);
    };
  }

  @Override
  public void close() {
    ticks.close();
  }

  private static void inBackground(String what, CompletionStage<Void> stage) {
    stage.whenComplete(
        (_, failure) -> {
          // another look finds it
          if (failure != null) LOG.warn("a call out is not {}", what, Stages.cause(failure));
        });
  }
}
