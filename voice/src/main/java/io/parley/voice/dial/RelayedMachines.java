package io.parley.voice.dial;

import io.parley.core.dial.Answerer.Verdict;
import io.parley.core.dial.CallOut;
import io.parley.core.dial.CallOutCommand;
import io.parley.core.dial.CallOutEvent;
import io.parley.core.dial.CallOutId;
import io.parley.core.dial.CallsOutStore.Changed;
import io.parley.core.dial.MachineOutcome;
import io.parley.core.fault.Stages;
import io.parley.voice.desk.PhoneCall;
import io.parley.voice.telephony.AnswererReport;
import io.parley.voice.telephony.OutboundCalls.Message;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Machines that have answered calls in which the provider listens and speaks. It tells of them
/// when its conversation with them is under way already, and it speaks the message. Any node may be
/// told.
public final class RelayedMachines {
  private static final Logger LOG = LoggerFactory.getLogger(RelayedMachines.class);
  private static final CompletionStage<Void> NOTHING = CompletableFuture.completedStage(null);

  private final CallsOut out;
  private final Function<PhoneCall, String> language;

  /// @param language that a call is spoken in, a BCP 47 tag
  public RelayedMachines(CallsOut out, Function<PhoneCall, String> language) {
    this.out = out;
    this.language = language;
  }

  /// Gives a machine the treatment of the settings. A person, and one who is not known, talks on. A
  /// report on another call than the one that was placed for the order changes nothing.
  public CompletionStage<Void> told(AnswererReport report) {
    if (report.who() != Verdict.MACHINE) return NOTHING;
    return out.apply(report.order(), new CallOutCommand.Place(report.call()))
        .thenCompose(
            changed ->
                changed
                    .map(Changed::call)
                    .filter(call -> call.placed().filter(report.call()::equals).isPresent())
                    .filter(RelayedMachines::isOpen)
                    .map(call -> treated(call, report))
                    .orElse(NOTHING));
  }

  /// A verdict may come twice, or too late.
  private static boolean isOpen(CallOut call) {
    return !call.isOver()
        && !call.isCancelling()
        && call.events().stream().noneMatch(event -> event.kind() == CallOutEvent.Kind.MACHINE);
  }

  private CompletionStage<Void> treated(CallOut call, AnswererReport report) {
    var key = call.order().key();
    var machine = out.settings().machine();
    return switch (machine.action()) {
      case TALK -> met(key, MachineOutcome.TALKED);
      case HANG_UP -> ended(key, MachineOutcome.HUNG_UP);
      case MESSAGE -> {
        var message = machine.messageOf(call.order());
        if (message.isEmpty()) yield ended(key, MachineOutcome.HUNG_UP);
        yield report.mayLeave()
            ? left(call, message.get(), report)
            : ended(key, MachineOutcome.MESSAGE_FAILED);
      }
    };
  }

  private CompletionStage<Void> left(CallOut call, String text, AnswererReport report) {
    var order = call.order();
    var phone =
        new PhoneCall(
            report.provider(),
            report.call(),
            order.key().tenant(),
            order.agent(),
            order.language(),
            order.to().text(),
            order.from().text());
    return out.leave(call, new Message(order.key(), text, language.apply(phone)))
        .handle((_, failure) -> failure)
        .thenCompose(
            failure -> {
              if (failure == null) return NOTHING;
              LOG.warn(
                  "call out {} has no message for its machine: {}",
                  order.key().id(),
                  Stages.cause(failure).toString());
              return ended(order.key(), MachineOutcome.MESSAGE_FAILED);
            });
  }

  /// The provider has spoken the message to its end.
  public CompletionStage<Void> said(CallOutId key) {
    out.messageEnded(key);
    return met(key, MachineOutcome.MESSAGE_LEFT);
  }

  /// The call is hung up until it is over.
  private CompletionStage<Void> ended(CallOutId key, MachineOutcome outcome) {
    return met(key, outcome).thenCompose(_ -> out.cancel(key)).thenApply(_ -> null);
  }

  private CompletionStage<Void> met(CallOutId key, MachineOutcome outcome) {
    return out.apply(key, new CallOutCommand.Meet(outcome)).thenApply(_ -> null);
  }
}
