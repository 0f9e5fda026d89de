package io.parley.http.session;

import static io.parley.http.session.WireEventsTest.same;

import io.parley.core.party.Party;
import io.parley.core.session.AgentEvent.*;
import io.parley.core.session.TransferResult;
import io.parley.core.transfer.TransferMode;
import io.parley.core.transfer.TransferOutcome;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// How clients see that people take the agent's place.
class AgentWireEventsTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void taken_over_and_handed_back() {
    same(
        new TakenOver("t1", Party.HUMAN, NOON),
        "{\"kind\":\"taken-over\",\"id\":\"t1\",\"by\":\"agent\"}");
    same(
        new HandedBack("b1", Party.OPERATOR, NOON),
        "{\"kind\":\"handed-back\",\"id\":\"b1\",\"by\":\"operator\"}");
  }

  @Test
  void transfer_asked() {
    same(
        new TransferAsked("t1", "c1", Party.OPERATOR, "billing", TransferMode.ATTENDED, NOON),
        "{\"kind\":\"transfer-asked\",\"id\":\"t1\",\"call\":\"c1\",\"by\":\"operator\","
            + "\"target\":\"billing\",\"mode\":\"attended\"}");
  }

  @Test
  void transfer_settled() {
    same(
        new TransferSettled(
            "c1-transfer-t1",
            "t1",
            TransferResult.of(new TransferOutcome.Returned(TransferOutcome.Reason.NO_ANSWER)),
            NOON),
        "{\"kind\":\"transfer-settled\",\"id\":\"c1-transfer-t1\",\"order\":\"t1\","
            + "\"outcome\":\"failed\",\"reason\":\"no-answer\"}");
    same(
        new TransferSettled(
            "c1-transfer-t1", "t1", TransferResult.of(new TransferOutcome.Unknown()), NOON),
        "{\"kind\":\"transfer-settled\",\"id\":\"c1-transfer-t1\",\"order\":\"t1\","
            + "\"outcome\":\"in-doubt\"}");
  }
}
