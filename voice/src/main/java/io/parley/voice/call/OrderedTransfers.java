package io.parley.voice.call;

import io.parley.core.session.AgentCommand;
import io.parley.core.session.TransferResult;
import io.parley.core.transfer.TransferOrder;
import io.parley.core.transfer.TransferOutcome;
import io.parley.core.turn.CallEvent.TransferBegun;
import io.parley.core.turn.CallEvent.TransferFailed;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The transfers that people of the company order. The session has the order before anything is
/// dialled, and learns how it ended; the caller waits as after a choice of the menu. Belongs to the
/// call's actor.
final class OrderedTransfers {
  private static final Logger LOG = LoggerFactory.getLogger(OrderedTransfers.class);

  /// A refusal of the session fails no reply.
  private static final int NO_REPLY = 0;

  private final CallParts parts;
  private final AroundTransfers call;
  private final Transfers.Listener listener;
  private final SessionCommands commands;

  /// Of the order that is being carried out; empty for none.
  private String underWay = "";

  OrderedTransfers(CallParts parts, AroundTransfers call, Transfers.Listener listener) {
    this.parts = parts;
    this.call = call;
    this.listener = listener;
    this.commands =
        new SessionCommands(
            parts.conversation(),
            (_, why) -> LOG.info("how a transfer ended is not in the journal: {}", why));
  }

  /// Sends it to the session, whose answer comes back as [Transfers.Recorded].
  void record(Transfers.Order order) {
    commands
        .untilAnswered(
            new AgentCommand.AskTransfer(
                order.id(),
                parts.plan().id(),
                order.by(),
                order.order().target(),
                order.order().mode(),
                now()))
        .whenComplete(
            (answer, failure) -> {
              if (failure == null) listener.tell(new Transfers.Recorded(order, answer));
              // the sender gets no answer, and asks again
              else LOG.info("an ordered transfer is not recorded: {}", Mouth.reason(failure));
            });
  }

  /// It will be carried out when the agent's words were heard.
  void taken(TransferOrder order) {
    underWay = order.key();
  }

  /// The caller is handed over, or the colleague called, from now on.
  void begins(TransferOrder order) {
    if (order.key().equals(underWay)) call.happened(new TransferBegun(now()));
  }

  /// An order of anybody is over.
  void over(String key, TransferOutcome outcome) {
    if (!key.equals(underWay)) return;
    underWay = "";
    if (!(outcome instanceof TransferOutcome.Accepted)) call.happened(new TransferFailed(now()));
  }

  /// The same one twice is recorded once.
  void settle(Transfers.Order order, TransferOutcome outcome) {
    var id = parts.plan().id() + "-transfer-" + order.id();
    commands.ask(
        NO_REPLY,
        new AgentCommand.SettleTransfer(id, order.id(), TransferResult.of(outcome), now()));
  }

  void close() {
    commands.close();
  }

  private Instant now() {
    return parts.services().clock().instant();
  }
}
