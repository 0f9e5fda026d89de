package io.parley.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.transfer.TransferAction.*;
import io.parley.core.transfer.TransferEvent.*;
import io.parley.core.transfer.TransferOutcome.Accepted;
import io.parley.core.transfer.TransferOutcome.Reason;
import io.parley.core.transfer.TransferOutcome.Returned;
import io.parley.core.transfer.TransferOutcome.Unknown;
import io.parley.core.transfer.TransferState.*;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The course of a transfer on a timeline, under manual time.
class TransferringTest {
  private static final TransferTimes TIMES =
      new TransferTimes(
          Duration.ofSeconds(10),
          Duration.ofSeconds(15),
          Duration.ofSeconds(25),
          Duration.ofSeconds(8));
  private static final TransferOrder BLIND = order("t:s:1.1", TransferMode.BLIND);
  private static final TransferOrder ATTENDED = order("t:s:2.1", TransferMode.ATTENDED);

  private final List<TransferAction> done = new ArrayList<>();
  private TransferState state = Transferring.IDLE;
  private Instant now = Instant.EPOCH;

  private static TransferOrder order(String key, TransferMode mode) {
    return new TransferOrder(
        key, "sales", "Sales", TransferAddress.of("+493012345"), mode, "Order 1042 is late.");
  }

  private void happens(Function<Instant, TransferEvent> event) {
    var step = Transferring.decide(state, event.apply(now), TIMES);
    state = step.state();
    done.addAll(step.actions());
  }

  private void asked(TransferOrder order) {
    happens(at -> new Asked(order, true, at));
  }

  private void after(Duration time) {
    now = now.plus(time);
    happens(Tick::new);
  }

  private static Report returned(TransferOrder order, Reason reason) {
    return new Report(order.key(), new Returned(reason));
  }

  private void ringing() {
    asked(ATTENDED);
    happens(WordsHeard::new);
    assertThat(done).containsExactly(new Hold(), new CallColleague(ATTENDED));
    done.clear();
  }

  private void briefing() {
    ringing();
    happens(Answered::new);
    assertThat(done).containsExactly(new Brief(ATTENDED));
    done.clear();
  }

  private void bridged() {
    briefing();
    happens(at -> new Keyed('1', at));
    done.clear();
  }

  private void isBack(Reason reason) {
    assertThat(done).containsExactly(new DropColleague(), new Unhold(), returned(ATTENDED, reason));
    assertThat(state).isEqualTo(Transferring.IDLE);
  }

  @Test
  void a_caller_is_handed_over_once_the_agents_words_are_heard() {
    asked(BLIND);
    assertThat(done).isEmpty();
    happens(WordsHeard::new);
    assertThat(done).containsExactly(new HandOver(BLIND));
    happens(WordsHeard::new);
    happens(HandedOver::new);
    happens(CallerGone::new);
    assertThat(done)
        .containsExactly(
            new HandOver(BLIND), new Report(BLIND.key(), new Accepted()), new EndCall());
    assertThat(state).isEqualTo(new Over());
  }

  @Test
  void words_that_do_not_end_hold_up_no_transfer() {
    asked(BLIND);
    after(Duration.ofMillis(9_999));
    assertThat(done).isEmpty();
    after(Duration.ofMillis(1));
    assertThat(done).containsExactly(new HandOver(BLIND));
  }

  @Test
  void a_refused_hand_over_leaves_the_caller_with_the_agent() {
    asked(BLIND);
    happens(WordsHeard::new);
    happens(at -> new NotHandedOver(false, at));
    assertThat(done).endsWith(returned(BLIND, Reason.FAILED));
    assertThat(state).isEqualTo(Transferring.IDLE);
  }

  @Test
  void a_hand_over_without_an_answer_is_unknown_and_reported_once() {
    asked(BLIND);
    happens(WordsHeard::new);
    after(TIMES.handingOver());
    happens(HandedOver::new);
    happens(at -> new NotHandedOver(true, at));
    assertThat(done).containsExactly(new HandOver(BLIND), new Report(BLIND.key(), new Unknown()));
  }

  @Test
  void a_caller_who_is_gone_before_the_networks_answer_was_most_likely_handed_over() {
    asked(BLIND);
    happens(WordsHeard::new);
    happens(CallerGone::new);
    assertThat(done).containsExactly(new HandOver(BLIND), new ReportAnswer(BLIND.key()));
    assertThat(state).isEqualTo(new Over());
  }

  @Test
  void a_hand_over_under_way_cannot_be_withdrawn() {
    asked(BLIND);
    happens(WordsHeard::new);
    happens(at -> new Withdrawn(BLIND.key(), at));
    assertThat(done).containsExactly(new HandOver(BLIND));
    assertThat(state).isInstanceOf(Handing.class);
  }

  @Test
  void a_leg_that_stays_after_it_was_handed_over_is_ended() {
    asked(BLIND);
    happens(WordsHeard::new);
    happens(HandedOver::new);
    after(TransferTimes.LEAVE_MAX);
    assertThat(done).endsWith(new EndCall());
  }

  @Test
  void a_colleague_who_accepts_is_connected() {
    briefing();
    happens(BriefHeard::new);
    happens(at -> new Keyed('1', at));
    assertThat(done).containsExactly(new Connect(true), new Report(ATTENDED.key(), new Accepted()));
    assertThat(state.isWithColleague()).isTrue();
    assertThat(state.isOnHold()).isFalse();
  }

  @Test
  void the_key_counts_before_the_summary_is_over() {
    briefing();
    happens(at -> new Keyed('1', at));
    assertThat(state).isInstanceOf(Bridged.class);
  }

  @ParameterizedTest
  @ValueSource(chars = {'0', '3', '9', '*', '#', 'A'})
  void other_keys_change_nothing(char key) {
    briefing();
    var before = state;
    happens(at -> new Keyed(key, at));
    assertThat(done).isEmpty();
    assertThat(state).isEqualTo(before);
  }

  @Test
  void a_colleague_who_declines_returns_the_caller() {
    briefing();
    happens(at -> new Keyed('2', at));
    isBack(Reason.DECLINED);
  }

  @Test
  void a_colleague_who_hangs_up_instead_returns_the_caller() {
    briefing();
    happens(ColleagueGone::new);
    isBack(Reason.DECLINED);
  }

  @Test
  void a_silent_colleague_hears_it_twice() {
    briefing();
    happens(BriefHeard::new);
    after(TIMES.accept());
    assertThat(done).containsExactly(new Brief(ATTENDED));
    happens(BriefHeard::new);
    done.clear();
    after(TIMES.accept());
    isBack(Reason.NOT_ACCEPTED);
  }

  @Test
  void nobody_answers() {
    ringing();
    after(TIMES.ring().minusMillis(1));
    assertThat(done).isEmpty();
    after(Duration.ofMillis(1));
    isBack(Reason.NO_ANSWER);
    done.clear();
    // too late
    happens(Answered::new);
    happens(at -> new Keyed('1', at));
    assertThat(done).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"BUSY", "NO_ANSWER", "FAILED"})
  void a_colleague_who_cannot_be_reached_returns_the_caller(Reason reason) {
    ringing();
    happens(at -> new NotReached(reason, at));
    isBack(reason);
  }

  @Test
  void a_stopped_turn_withdraws_its_own_transfer_only() {
    ringing();
    happens(at -> new Withdrawn(BLIND.key(), at));
    assertThat(done).isEmpty();
    happens(at -> new Withdrawn(ATTENDED.key(), at));
    isBack(Reason.WITHDRAWN);
  }

  @Test
  void a_caller_who_hangs_up_on_hold_ends_the_colleagues_call() {
    briefing();
    happens(CallerGone::new);
    assertThat(done).containsExactly(new DropColleague(), returned(ATTENDED, Reason.CALLER_GONE));
  }

  @Test
  void either_of_the_two_ends_the_call() {
    bridged();
    happens(ColleagueGone::new);
    assertThat(done).containsExactly(new DropColleague(), new EndCall());
    state = Bridged.of(ATTENDED);
    done.clear();
    happens(CallerGone::new);
    assertThat(done).containsExactly(new DropColleague(), new EndCall());
  }

  @Test
  void the_colleague_has_the_agent_leave_and_listen_again() {
    bridged();
    happens(at -> new Keyed('*', at));
    happens(at -> new Keyed('1', at));
    happens(at -> new Keyed('*', at));
    assertThat(done).containsExactly(new Connect(false), new Connect(true));
  }

  @Test
  void the_colleague_mutes_themselves_and_is_heard_again() {
    bridged();
    happens(at -> new Keyed('0', at));
    happens(at -> new Keyed('*', at));
    happens(at -> new Keyed('0', at));
    assertThat(done)
        .containsExactly(new MuteColleague(true), new Connect(false), new MuteColleague(false));
    assertThat(state).isEqualTo(new Bridged(ATTENDED, false, false));
  }

  @Test
  void one_transfer_at_a_time() {
    ringing();
    asked(BLIND);
    assertThat(done).containsExactly(returned(BLIND, Reason.UNDER_WAY));
    assertThat(state).isInstanceOf(Ringing.class);
  }

  @Test
  void what_the_call_cannot_do_is_not_begun() {
    happens(at -> new Asked(BLIND, false, at));
    assertThat(done).containsExactly(returned(BLIND, Reason.NOT_POSSIBLE));
    assertThat(state).isEqualTo(Transferring.IDLE);
  }

  @Test
  void the_agent_may_try_again_after_a_return() {
    ringing();
    happens(at -> new NotReached(Reason.BUSY, at));
    done.clear();
    asked(BLIND);
    happens(WordsHeard::new);
    assertThat(done).containsExactly(new HandOver(BLIND));
  }
}
