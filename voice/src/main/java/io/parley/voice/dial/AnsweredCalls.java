package io.parley.voice.dial;

import io.parley.core.dial.Answerer.Verdict;
import io.parley.core.dial.CallOut;
import io.parley.core.dial.CallOutCommand;
import io.parley.core.dial.CallOutId;
import io.parley.core.dial.MachineOutcome;
import io.parley.core.dial.PhoneNumber;
import io.parley.core.tenant.TenantId;
import io.parley.voice.call.FirstWords;
import io.parley.voice.desk.Availability;
import io.parley.voice.desk.CallDesk;
import io.parley.voice.desk.NotPossible;
import io.parley.voice.desk.PhoneCall;
import io.parley.voice.desk.PhoneDesk;
import io.parley.voice.desk.PhoneDesk.Visited;
import io.parley.voice.dial.OutboundSettings.Machine;
import io.parley.voice.leg.Leg;
import io.parley.voice.telephony.CallTransfer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/// Calls out that were answered: each has a session, which the company has started. Where the sound
/// is ours, a person is told from a machine first; then the person talks with the agent, and the
/// machine gets the treatment of the settings.
public final class AnsweredCalls {
  private final CallsOut out;
  private final CallDesk desk;
  private final PhoneDesk phones;
  private final Function<PhoneCall, String> language;

  /// @param desk has the voices for messages
  /// @param phones begins conversations
  /// @param language that a call is spoken in, a BCP 47 tag
  public AnsweredCalls(
      CallsOut out, CallDesk desk, PhoneDesk phones, Function<PhoneCall, String> language) {
    this.out = out;
    this.desk = desk;
    this.phones = phones;
    this.language = language;
  }

  /// Whether a call whose sound is ours could begin now.
  public PhoneDesk.Readiness readiness(PhoneCall phone) {
    return phones.readiness(phone, true);
  }

  /// Whether a tenant has this number, E.164, to show.
  public boolean shows(TenantId tenant, String number) {
    return out.settings().numbersOf(tenant).contains(new PhoneNumber(number));
  }

  private CompletionStage<CallOut> find(CallOutId key) {
    return out.store()
        .find(key)
        .thenApply(
            call ->
                call.filter(each -> !each.isOver() && !each.isCancelling())
                    .orElseThrow(() -> new NotPossible("the call out is over")));
  }

  /// Starts the session of a call, or finds it: the conversation has begun.
  ///
  /// @param key of the order; @param requestId for the log
  /// @return fails with [NotPossible] when the call is over, or somebody wants its end, and as
  ///   [PhoneDesk#start] does
  public CompletionStage<Visited> start(CallOutId key, PhoneCall phone, String requestId) {
    return find(key)
        .thenCompose(
            call -> phones.startPlaced(phone, told(call), call.order().opening(), requestId))
        .thenCompose(
            visited ->
                out.apply(key, new CallOutCommand.Connect(visited.view().key().session()))
                    .thenApply(_ -> visited));
  }

  /// The session of a call whose other end was handed over, and comes back. Its order is over by
  /// then, or not yet.
  ///
  /// @param key of the order; @param requestId for the log
  /// @return fails with [NotPossible] when there is no such order, and as [PhoneDesk#start] does
  public CompletionStage<Visited> again(CallOutId key, PhoneCall phone, String requestId) {
    return out.store()
        .find(key)
        .thenApply(call -> call.orElseThrow(() -> new NotPossible("the call out is gone")))
        .thenCompose(
            call -> phones.startPlaced(phone, told(call), call.order().opening(), requestId));
  }

  /// The first words in a call.
  ///
  /// @return fails with [NotPossible] when the call is over, or somebody wants its end
  public CompletionStage<FirstWords> first(CallOutId key, PhoneCall phone) {
    return find(key).thenApply(call -> phones.calledWords(phone, call.order().opening()));
  }

  private static Map<String, String> told(CallOut call) {
    var told = new HashMap<>(call.order().context().metadata());
    told.put("order", call.order().key().id());
    return told;
  }

  /// @param key of the order; @param phone the call of the provider
  /// @param transfer hands its leg over; @param requestId for the log
  /// @return the call's id; empty when there is no conversation; fails as [#start] does, and as
  ///   [PhoneDesk#admit]
  public CompletionStage<Optional<String>> open(
      CallOutId key, PhoneCall phone, Leg leg, CallTransfer transfer, String requestId) {
    return find(key)
        .thenCompose(
            call -> heard(call, phone, leg, () -> talk(key, phone, leg, transfer, requestId)));
  }

  private CompletionStage<String> talk(
      CallOutId key, PhoneCall phone, Leg leg, CallTransfer transfer, String requestId) {
    return phones
        .admit(phone, () -> start(key, phone, requestId))
        .thenApply(admitted -> admitted.open(leg, transfer));
  }

  private CompletionStage<Optional<String>> heard(
      CallOut call, PhoneCall phone, Leg leg, Supplier<CompletionStage<String>> talk) {
    var key = call.order().key();
    leg.gone().whenComplete((_, _) -> out.apply(key, new CallOutCommand.HangUp()));
    var machine = out.settings().machine();
    if (!machine.detect()) return talk.get().thenApply(Optional::of);
    boolean leaves = machine.action() == Machine.Action.MESSAGE && message(call).isPresent();
    var told = out.verdicts().expect(key);
    return Answering.listen(leg, machine.timing(), leaves, out.ticks(), told)
        .whenComplete((_, _) -> out.verdicts().forget(key))
        .thenCompose(
            heard -> {
              if (heard.isEmpty()) return CompletableFuture.completedStage(Optional.empty());
              return heard.get().who() == Verdict.MACHINE
                  ? machine(call, phone, leg, heard.get().mayLeave(), talk)
                  : talk.get().thenApply(Optional::of);
            });
  }

  private Optional<String> message(CallOut call) {
    return out.settings().machine().messageOf(call.order());
  }

  private CompletionStage<Optional<String>> machine(
      CallOut call,
      PhoneCall phone,
      Leg leg,
      boolean mayLeave,
      Supplier<CompletionStage<String>> talk) {
    var key = call.order().key();
    return switch (out.settings().machine().action()) {
      case TALK ->
          met(key, MachineOutcome.TALKED).thenCompose(_ -> talk.get()).thenApply(Optional::of);
      case HANG_UP -> hungUp(key, leg, MachineOutcome.HUNG_UP);
      case MESSAGE -> {
        var message = message(call);
        if (message.isEmpty()) yield hungUp(key, leg, MachineOutcome.HUNG_UP);
        if (!mayLeave) yield hungUp(key, leg, MachineOutcome.MESSAGE_FAILED);
        yield say(phone, leg, message.get())
            .thenCompose(
                whole ->
                    hungUp(
                        key,
                        leg,
                        whole ? MachineOutcome.MESSAGE_LEFT : MachineOutcome.MESSAGE_FAILED));
      }
    };
  }

  private CompletionStage<Boolean> say(PhoneCall phone, Leg leg, String message) {
    if (!(desk.availability() instanceof Availability.Ready(var engines)))
      return CompletableFuture.completedStage(false);
    var spoken = language.apply(phone);
    return SpokenMessage.say(leg, engines.voices(spoken), message, spoken, out.ticks());
  }

  /// The event first: the end of the leg ends the call.
  private CompletionStage<Optional<String>> hungUp(CallOutId key, Leg leg, MachineOutcome outcome) {
    return met(key, outcome)
        .handle((_, failure) -> failure)
        .thenCompose(
            failure -> {
              leg.close();
              return failure == null
                  ? CompletableFuture.completedStage(Optional.empty())
                  : CompletableFuture.failedStage(failure);
            });
  }

  private CompletionStage<Void> met(CallOutId key, MachineOutcome outcome) {
    return out.apply(key, new CallOutCommand.Meet(outcome)).thenApply(_ -> null);
  }
}
