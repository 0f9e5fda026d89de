package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.core.party.Party;
import io.parley.core.session.AgentCommand.AskTransfer;
import io.parley.core.session.AgentCommand.SettleTransfer;
import io.parley.core.session.Rejection;
import io.parley.core.session.TransferResult;
import io.parley.core.transfer.TransferAddress;
import io.parley.core.transfer.TransferMode;
import io.parley.core.transfer.TransferOrder;
import io.parley.core.transfer.TransferOutcome.Accepted;
import io.parley.core.transfer.TransferOutcome.Reason;
import io.parley.core.transfer.TransferOutcome.Returned;
import io.parley.core.turn.Line;
import io.parley.sessions.Answer;
import io.parley.voice.echo.EchoSettings;
import io.parley.voice.telephony.CallTransfer.NotReached;
import io.parley.voice.telephony.TelephonyFailure;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A call that a person of the company has handed over; in real time.
class OrderedTransferTest extends CallInRealTime {
  private final FakeTransfer network = new FakeTransfer();
  private final List<TransferOrdered> answers = new CopyOnWriteArrayList<>();
  private ActorRef<CallMessage> call;

  @BeforeEach
  void beginCall() {
    var plan = TestPlan.quick(false);
    var services =
        new CallServices(
            clock,
            meter,
            Clock.systemUTC(),
            EchoSettings.typical(),
            TransferCallTest.plan(HoldMusic.NONE));
    call =
        spawn(new CallParts(plan, leg, engines, session, 0, Optional.empty(), network, services));
    leg.ready.complete(null);
    await().until(() -> !session.shown.isEmpty());
  }

  private void order(String id, TransferMode mode, String address) {
    var order =
        new TransferOrder(
            "key-" + id, "billing", "Billing", TransferAddress.of(address), mode, "It is late.");
    call.tell(
        new CallMessage.ForTransfers(new Transfers.Order(id, Party.OPERATOR, order, answers::add)));
  }

  private void order(String id, TransferMode mode) {
    order(id, mode, "+493012345");
  }

  private void isSettled(TransferResult result) {
    await().untilAsserted(() -> assertThat(session.asked(SettleTransfer.class)).hasSize(1));
    var settled = session.asked(SettleTransfer.class).getFirst();
    assertThat(settled.order()).isEqualTo("o1");
    assertThat(settled.result()).isEqualTo(result);
  }

  @Test
  void the_session_has_the_order_with_its_author_and_later_its_end() {
    order("o1", TransferMode.BLIND);
    await().until(() -> !network.handedOver.isEmpty());
    assertThat(session.asked.getFirst()).isInstanceOf(AskTransfer.class);
    assertThat(session.asked(AskTransfer.class))
        .singleElement()
        .extracting(AskTransfer::id, AskTransfer::by, AskTransfer::target, AskTransfer::mode)
        .containsExactly("o1", Party.OPERATOR, "billing", TransferMode.BLIND);
    assertThat(answers).hasSize(1);
    assertThat(answers.getFirst().recorded()).containsInstanceOf(Answer.Stored.class);
    network.taken.complete(null);
    isSettled(TransferResult.of(new Accepted()));
  }

  @Test
  void the_same_order_acts_once() {
    order("o1", TransferMode.BLIND);
    order("o1", TransferMode.BLIND);
    await().untilAsserted(() -> assertThat(answers).hasSize(2));
    await().until(() -> !network.handedOver.isEmpty());
    network.taken.complete(null);
    isSettled(TransferResult.of(new Accepted()));
    assertThat(answers).allMatch(answer -> answer.refused().isEmpty());
    assertThat(network.handedOver).hasSize(1);
  }

  @Test
  void a_second_order_is_refused_while_one_is_under_way() {
    order("o1", TransferMode.BLIND);
    await().until(() -> !network.handedOver.isEmpty());
    order("o2", TransferMode.BLIND);
    await().untilAsserted(() -> assertThat(answers).hasSize(2));
    assertThat(answers.getLast()).isEqualTo(TransferOrdered.refused(Reason.UNDER_WAY));
    assertThat(session.asked(AskTransfer.class)).as("not recorded").hasSize(1);
  }

  @Test
  void a_leg_that_cannot_be_handed_over_so_refuses() {
    order("o1", TransferMode.BLIND, "sip:sales@pbx.example");
    await().untilAsserted(() -> assertThat(answers).hasSize(1));
    assertThat(answers.getFirst()).isEqualTo(TransferOrdered.refused(Reason.NOT_POSSIBLE));
    assertThat(session.asked).isEmpty();
  }

  @Test
  void nothing_is_dialled_that_the_session_does_not_take() {
    session.ended = true;
    order("o1", TransferMode.BLIND);
    await().untilAsserted(() -> assertThat(answers).hasSize(1));
    assertThat(answers.getFirst().recorded().orElseThrow())
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused -> assertThat(refused.rejection().reason()).isEqualTo(Rejection.Reason.ENDED));
    assertThat(network.handedOver).isEmpty();
  }

  @Test
  void a_caller_who_comes_back_is_told_so_by_the_agent() {
    order("o1", TransferMode.ATTENDED);
    await().until(() -> !network.called.isEmpty());
    network.answered.completeExceptionally(new NotReached(Reason.BUSY));
    await().until(() -> said().contains(Line.NOT_CONNECTED.name()));
    isSettled(TransferResult.of(new Returned(Reason.BUSY)));
  }

  @Test
  void a_refused_hand_over_leaves_the_caller_with_the_agent() {
    order("o1", TransferMode.BLIND);
    await().until(() -> !network.handedOver.isEmpty());
    network.taken.completeExceptionally(
        new TelephonyFailure("twilio", TelephonyFailure.Category.REFUSED, false, "13223", null));
    await().until(() -> said().contains(Line.NOT_CONNECTED.name()));
    isSettled(TransferResult.of(new Returned(Reason.FAILED)));
  }
}
