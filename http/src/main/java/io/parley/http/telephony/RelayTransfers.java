package io.parley.http.telephony;

import io.parley.core.agent.AgentRef;
import io.parley.core.tenant.TenantId;
import io.parley.core.transfer.TransferAddress;
import io.parley.core.transfer.TransferChoice;
import io.parley.core.transfer.TransferMode;
import io.parley.core.transfer.TransferOrder;
import io.parley.core.transfer.TransferOutcome;
import io.parley.core.transfer.TransferOutcome.Reason;
import io.parley.core.transfer.TransferTarget;
import io.parley.core.transfer.TransferTargets;
import io.parley.voice.call.RelayedCall;
import io.parley.voice.keypad.KeyOrder;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/// Transfers of one call through ConversationRelay: blind alone, for there is no leg to which a
/// colleague could be connected, and to numbers alone. The talk ends, and Twilio asks how the call
/// goes on. And keys, which Twilio presses. Thread safe.
final class RelayTransfers implements RelayedCall {
  private final TransferTargets targets;
  private final TenantId tenant;
  private final AgentRef agent;
  private final InstantSource clock;
  private volatile Function<String, CompletionStage<Boolean>> leave =
      _ -> CompletableFuture.completedStage(false);
  private volatile Runnable end = () -> {};
  private volatile Consumer<String> keys = _ -> {};
  private final Map<String, String> pressed = new HashMap<>();
  private Optional<String> key = Optional.empty();
  private CompletionStage<TransferOutcome> outcome = new CompletableFuture<>();

  RelayTransfers(TransferTargets targets, TenantId tenant, AgentRef agent, InstantSource clock) {
    this.targets = targets;
    this.tenant = tenant;
    this.agent = agent;
    this.clock = clock;
  }

  /// Before the first transfer.
  ///
  /// @param talk ends it for a target, and completes with whether it did
  void leaving(Function<String, CompletionStage<Boolean>> talk) {
    leave = talk;
  }

  /// Before the first order to hang up.
  ///
  /// @param talk ends it
  void ending(Runnable talk) {
    end = talk;
  }

  /// Before the first keys.
  ///
  /// @param talk has them pressed
  void pressing(Consumer<String> talk) {
    keys = talk;
  }

  @Override
  public synchronized String press(KeyOrder order) {
    if (pressed.putIfAbsent(order.key(), order.keys()) == null) keys.accept(order.keys());
    return pressed.get(order.key());
  }

  @Override
  public void hangUp() {
    end.run();
  }

  /// Whether any target of the agent can be reached.
  boolean isPossible() {
    return targets.of(tenant, agent).stream().anyMatch(RelayTransfers::isReached);
  }

  private static boolean isReached(TransferTarget target) {
    return target.modes().contains(TransferMode.BLIND)
        && target.address() instanceof TransferAddress.Phone;
  }

  /// To a target that a menu names.
  ///
  /// @return completes with false when the caller is still here
  CompletionStage<Boolean> choose(String name) {
    return number(targets, tenant, agent, name, clock).isPresent()
        ? leave.apply(name)
        : CompletableFuture.completedStage(false);
  }

  /// The answer of the rule of targets to a name.
  ///
  /// @return the number to be dialled; empty when nothing is
  static Optional<String> number(
      TransferTargets targets, TenantId tenant, AgentRef agent, String name, InstantSource clock) {
    var blind = TransferMode.BLIND.word();
    return switch (targets.choose(tenant, agent, name, blind, clock.instant())) {
      case TransferChoice.Refused _ -> Optional.empty();
      case TransferChoice.Chosen(var target, _) ->
          target.address() instanceof TransferAddress.Phone phone
              ? Optional.of(phone.text())
              : Optional.empty();
    };
  }

  @Override
  public synchronized void transfer(TransferOrder order, Consumer<TransferOutcome> done) {
    boolean isPossible =
        order.mode() == TransferMode.BLIND && order.address() instanceof TransferAddress.Phone;
    if (!isPossible) done.accept(new TransferOutcome.Returned(Reason.NOT_POSSIBLE));
    else if (key.isPresent() && !key.get().equals(order.key()))
      done.accept(new TransferOutcome.Returned(Reason.UNDER_WAY));
    else {
      if (key.isEmpty()) begin(order);
      outcome.thenAccept(done);
    }
  }

  private void begin(TransferOrder order) {
    key = Optional.of(order.key());
    outcome =
        leave
            .apply(order.target())
            .thenApply(
                isLeft ->
                    isLeft
                        ? new TransferOutcome.Accepted()
                        : new TransferOutcome.Returned(Reason.CALLER_GONE));
  }
}
