package io.parley.core.session;

import static io.parley.core.session.Events.*;
import static io.parley.core.session.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.party.Party;
import io.parley.core.session.AgentCommand.AskTransfer;
import io.parley.core.session.AgentCommand.SettleTransfer;
import io.parley.core.session.AgentEvent.TransferAsked;
import io.parley.core.session.AgentEvent.TransferSettled;
import io.parley.core.tool.ToolOutcome.Kind;
import io.parley.core.transfer.TransferMode;
import io.parley.core.transfer.TransferOutcome;
import io.parley.core.transfer.TransferOutcome.Reason;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The record that a session keeps of transfers that people of the company order.
class OrderedTransfersTest {
  private static final AskTransfer ORDER = order("o1", "c1", Party.HUMAN);
  private static final TransferAsked ASKED =
      new TransferAsked("o1", "c1", Party.HUMAN, "billing", TransferMode.BLIND, NOON);
  private static final TransferResult BUSY =
      TransferResult.of(new TransferOutcome.Returned(Reason.BUSY));

  private static AskTransfer order(String id, String call, Party by) {
    return new AskTransfer(id, call, by, "billing", TransferMode.BLIND, NOON);
  }

  @Test
  void who_asked_is_an_event_and_opens_no_turn() {
    given(started()).when(ORDER).then(ASKED);
  }

  @Test
  void the_same_order_is_recorded_once() {
    given(started(), ASKED).when(ORDER).then().answers(2);
  }

  @Test
  void the_same_id_in_another_call_or_by_somebody_else_is_reused() {
    given(started(), ASKED)
        .when(order("o1", "c2", Party.HUMAN))
        .isRejected(Rejection.Reason.ID_REUSED);
    given(started(), ASKED)
        .when(order("o1", "c1", Party.OPERATOR))
        .isRejected(Rejection.Reason.ID_REUSED);
  }

  @Test
  void how_it_ended_is_recorded_once() {
    var settle = new SettleTransfer("c1-transfer-o1", "o1", BUSY, NOON);
    var settled = new TransferSettled("c1-transfer-o1", "o1", BUSY, NOON);
    given(started(), ASKED).when(settle).then(settled);
    given(started(), ASKED, settled).when(settle).then().answers(3);
  }

  @Test
  void an_ended_session_takes_no_order() {
    given(started(), Events.ended("z")).when(ORDER).isRejected(Rejection.Reason.ENDED);
  }

  @Test
  void an_end_is_told_in_the_words_of_tool_calls() {
    assertThat(BUSY).isEqualTo(new TransferResult(Kind.FAILED, Optional.of(Reason.BUSY)));
    assertThat(TransferResult.of(new TransferOutcome.Accepted()).outcome())
        .isEqualTo(Kind.SUCCEEDED);
    assertThat(TransferResult.of(new TransferOutcome.Returned(Reason.UNDER_WAY)).outcome())
        .isEqualTo(Kind.REJECTED);
    assertThat(TransferResult.of(new TransferOutcome.Unknown()).outcome()).isEqualTo(Kind.IN_DOUBT);
  }
}
