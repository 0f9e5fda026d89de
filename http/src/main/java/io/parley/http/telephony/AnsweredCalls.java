package io.parley.http.telephony;

import io.parley.core.dial.Answerer.Verdict;
import io.parley.core.dial.CallOut;
import io.parley.core.dial.CallOutCommand;
import io.parley.core.dial.CallOutId;
import io.parley.core.dial.MachineOutcome;
import io.parley.core.tenant.SessionId;
import io.parley.http.voice.VoiceEdge;
import io.parley.voice.desk.Availability;
import io.parley.voice.desk.NotPossible;
import io.parley.voice.desk.PhoneCall;
import io.parley.voice.dial.Answering;
import io.parley.voice.dial.CallsOut;
import io.parley.voice.dial.OutboundSettings.Machine;
import io.parley.voice.dial.SpokenMessage;
import io.parley.voice.leg.Leg;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// Calls out that were answered, and whose sound is ours: first it is heard who has answered; then
/// a person talks with the agent, and a machine gets what the settings say.
final class AnsweredCalls {
  private final CallsOut out;
  private final VoiceEdge voice;
  private final Telephony telephony;

  AnsweredCalls(VoiceEdge voice, Telephony telephony) {
    this.out = telephony.out();
    this.voice = voice;
    this.telephony = telephony;
  }

  /// The call that a pass was made for, if it goes on.
  ///
  /// @return fails with [NotPossible] when it is over, or somebody wants its end
  CompletionStage<CallOut> find(CallOutId key) {
    return out.store()
        .find(key)
        .thenApply(
            call ->
                call.filter(each -> !each.isOver() && !each.isCancelling())
                    .orElseThrow(() -> new NotPossible("the call out is over")));
  }

  /// A conversation began in a session.
  CompletionStage<Void> connected(CallOutId key, SessionId session) {
    return out.apply(key, new CallOutCommand.Connect(session)).thenApply(_ -> null);
  }

  /// @param phone the call of the provider; @param talk begins the conversation
  /// @return what `talk` returns; empty when there is no conversation
  CompletionStage<Optional<String>> open(
      CallOut call, PhoneCall phone, Leg leg, Supplier<CompletionStage<String>> talk) {
    var key = call.order().key();
    leg.gone().whenComplete((_, _) -> out.apply(key, new CallOutCommand.HangUp()));
    var machine = out.settings().machine();
    if (!machine.detect()) return talk.get().thenApply(Optional::of);
    boolean leaves = machine.action() == Machine.Action.MESSAGE && message(call).isPresent();
    return Answering.listen(leg, machine.timing(), leaves, out.ticks())
        .thenCompose(
            heard -> {
              if (heard.isEmpty()) return CompletableFuture.completedStage(Optional.empty());
              return heard.get().who() == Verdict.MACHINE
                  ? machine(call, phone, leg, heard.get().mayLeave(), talk)
                  : talk.get().thenApply(Optional::of);
            });
  }

  private Optional<String> message(CallOut call) {
    return call.order().message().or(() -> out.settings().machine().message());
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
    if (!(voice.desk().availability() instanceof Availability.Ready(var engines)))
      return CompletableFuture.completedStage(false);
    var language = telephony.language(phone);
    return SpokenMessage.say(leg, engines.voices(language), message, language, out.ticks());
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
