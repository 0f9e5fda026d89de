package io.parley.core.dial;

import static io.parley.core.dial.CallOutEvent.Kind.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.dial.CallOutCommand.*;
import io.parley.core.dial.CallOutEvent.Kind;
import io.parley.core.seed.Seeds;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CallOutTest {
  private static final Instant NOON = Instant.parse("2026-11-24T11:00:00Z");
  private static final CallOutOrder ORDER =
      new CallOutOrder(
          new CallOutId(TenantId.DEFAULT, "0".repeat(32)),
          new PhoneNumber("+493023125000"),
          new PhoneNumber("+493012345"),
          Optional.empty(),
          Optional.empty(),
          CallContext.NONE,
          Optional.empty(),
          Duration.ofSeconds(30),
          NOON);

  private static final Duration SILENT = Duration.ofMinutes(2);

  private static CallOut after(CallOutCommand... commands) {
    var call = CallOut.ordered(ORDER, Optional.empty());
    for (var command : commands) call = call.with(call.decide(command, NOON));
    return call;
  }

  private static List<Kind> kinds(CallOut call) {
    return call.events().stream().map(CallOutEvent::kind).toList();
  }

  private static CallOut.Step next(CallOut call) {
    return call.next(NOON, SILENT);
  }

  private static Report report(Progress progress) {
    return new Report(progress, Optional.empty());
  }

  @Test
  void an_answered_call_from_order_to_end() {
    var call =
        after(
            new Dial(),
            new Place("CA1"),
            report(Progress.RINGING),
            report(Progress.PICKED_UP),
            new Connect(new SessionId("s1")),
            new Report(Progress.COMPLETED, Optional.of(Duration.ofSeconds(61))));
    assertThat(kinds(call))
        .containsExactly(REQUESTED, DIALLING, PLACED, RINGING, PICKED_UP, ANSWERED, ENDED);
    assertThat(call.session()).contains(new SessionId("s1"));
    assertThat(call.events().getLast().detail()).contains("61");
    assertThat(call.due()).isEmpty();
  }

  @Test
  void a_refused_order_is_over() {
    var call = CallOut.ordered(ORDER, Optional.of(DialRefusal.Lasting.PREMIUM));
    assertThat(call.isOver()).isTrue();
    assertThat(call.decide(new Dial(), NOON)).isEmpty();
    assertThat(call.events().getLast().detail()).contains("premium");
  }

  @Test
  void reports_may_come_twice_late_and_before_the_providers_answer() {
    var call =
        after(
            new Dial(),
            report(Progress.RINGING),
            report(Progress.RINGING),
            new Place("CA1"),
            new Place("CA1"),
            report(Progress.PICKED_UP),
            report(Progress.RINGING),
            report(Progress.BUSY),
            report(Progress.COMPLETED));
    assertThat(kinds(call)).containsExactly(REQUESTED, DIALLING, RINGING, PLACED, PICKED_UP, ENDED);
  }

  @Test
  void nobody_answers() {
    assertThat(after(new Dial(), report(Progress.BUSY)).state()).isEqualTo(BUSY);
    assertThat(after(new Dial(), report(Progress.NO_ANSWER)).state()).isEqualTo(NO_ANSWER);
    assertThat(after(new Dial(), report(Progress.FAILED)).state()).isEqualTo(FAILED);
    assertThat(after(new Dial(), report(Progress.CANCELLED)).state()).isEqualTo(CANCELLED);
  }

  @Test
  void a_call_that_is_over_in_a_way_that_nobody_tells_is_judged_by_what_was_heard_before() {
    assertThat(after(new Dial(), report(Progress.RINGING), report(Progress.OVER)).state())
        .isEqualTo(NO_ANSWER);
    assertThat(after(new Dial(), new Cancel(), report(Progress.OVER)).state()).isEqualTo(CANCELLED);
    var talked =
        after(
            new Dial(),
            report(Progress.PICKED_UP),
            new Report(Progress.OVER, Optional.of(Duration.ofSeconds(7))));
    assertThat(talked.state()).isEqualTo(ENDED);
    assertThat(talked.events().getLast().detail()).contains("7");
  }

  @Test
  void a_call_that_was_answered_and_in_which_nobody_talks_is_hung_up() {
    var silent = after(new Dial(), new Place("CA1"), report(Progress.PICKED_UP));
    assertThat(silent.next(NOON.plus(SILENT).minusMillis(1), SILENT)).isEqualTo(CallOut.Step.LOOK);
    assertThat(silent.next(NOON.plus(SILENT), SILENT)).isEqualTo(CallOut.Step.HANG_UP);
    var talks = silent.with(silent.decide(new Connect(new SessionId("s1")), NOON));
    assertThat(talks.next(NOON.plus(Duration.ofHours(1)), SILENT)).isEqualTo(CallOut.Step.LOOK);
    var machine = silent.with(silent.decide(new Meet(MachineOutcome.MESSAGE_LEFT), NOON));
    assertThat(machine.next(NOON.plus(SILENT), SILENT)).isEqualTo(CallOut.Step.HANG_UP);
    assertThat(after(new Dial(), new Place("CA1")).next(NOON.plus(SILENT), SILENT))
        .as("still ringing")
        .isEqualTo(CallOut.Step.LOOK);
  }

  @Test
  void a_line_that_goes_ends_the_call_with_its_length() {
    var call = after(new Dial(), report(Progress.PICKED_UP));
    assertThat(call.decide(new HangUp(), NOON.plusSeconds(61)))
        .containsExactly(new CallOutEvent(ENDED, Optional.of("61"), NOON.plusSeconds(61)));
    assertThat(after(new Dial()).decide(new HangUp(), NOON)).isEmpty();
  }

  @Test
  void a_machine_may_be_talked_to() {
    var call =
        after(
            new Dial(),
            report(Progress.PICKED_UP),
            new Meet(MachineOutcome.TALKED),
            new Connect(new SessionId("s1")),
            new HangUp());
    assertThat(kinds(call))
        .containsExactly(REQUESTED, DIALLING, PICKED_UP, MACHINE, ANSWERED, ENDED);
  }

  @Test
  void an_order_is_cancelled_at_once_before_it_is_dialled_and_by_the_provider_after() {
    assertThat(after(new Cancel()).state()).isEqualTo(CANCELLED);
    assertThat(after(new Cancel(), new Dial()).state()).isEqualTo(CANCELLED);
    var ringing = after(new Dial(), new Cancel());
    assertThat(ringing.state()).isEqualTo(DIALLING);
    assertThat(next(ringing)).as("nothing is known to hang up yet").isEqualTo(CallOut.Step.GIVE_UP);
    var placed = after(new Dial(), new Cancel(), new Place("CA1"));
    assertThat(next(placed)).isEqualTo(CallOut.Step.HANG_UP);
    assertThat(placed.due()).contains(NOON.plusSeconds(10));
    assertThat(after(new Dial(), new Cancel(), report(Progress.COMPLETED)).state())
        .isEqualTo(ENDED);
  }

  @Test
  void after_a_crash_it_is_dialled_looked_after_or_given_up() {
    assertThat(next(after())).isEqualTo(CallOut.Step.DIAL);
    assertThat(after().due()).contains(NOON.plusSeconds(5));
    var claimed = after(new Dial());
    assertThat(next(claimed)).isEqualTo(CallOut.Step.GIVE_UP);
    assertThat(claimed.due()).contains(NOON.plusSeconds(90));
    assertThat(claimed.decide(new Fail(CallOut.LOST), NOON))
        .extracting(CallOutEvent::kind)
        .containsExactly(FAILED);
    assertThat(next(after(new Dial(), new Place("CA1")))).isEqualTo(CallOut.Step.LOOK);
  }

  @Test
  void an_order_that_waited_for_long_is_not_dialled_any_more() {
    var call = CallOut.ordered(ORDER, Optional.empty());
    assertThat(call.isFresh(NOON.plusSeconds(120))).isTrue();
    assertThat(call.isFresh(NOON.plusSeconds(121))).isFalse();
    assertThat(call.decide(new Dial(), NOON.plusSeconds(120)))
        .extracting(CallOutEvent::kind)
        .containsExactly(DIALLING);
    assertThat(call.decide(new Dial(), NOON.plusSeconds(121)))
        .containsExactly(
            new CallOutEvent(FAILED, Optional.of(CallOut.TOO_LATE), NOON.plusSeconds(121)));
  }

  /// In any order of events: it is dialled once at most, nothing follows its end, and while it is
  /// not over there is something to do for it.
  @Test
  void any_course_of_a_call_keeps_its_promises() {
    Seeds.each(
        200,
        seed -> {
          var random = new SplittableRandom(seed);
          var call = CallOut.ordered(ORDER, Optional.empty());
          for (int step = 0; step < 40; step++) {
            boolean wasOver = call.isOver();
            var events = call.decide(any(random), NOON.plusSeconds(step));
            assertThat(wasOver && !events.isEmpty()).isFalse();
            call = call.with(events);
            assertThat(call.due().isPresent()).isEqualTo(!call.isOver());
            if (!call.isOver()) next(call);
          }
          assertThat(kinds(call).stream().filter(kind -> kind == DIALLING).count())
              .isLessThanOrEqualTo(1);
          assertThat(kinds(call).stream().filter(Kind::isLast).count()).isLessThanOrEqualTo(1);
        });
  }

  private static <T> T one(T[] all, RandomGenerator random) {
    return all[random.nextInt(all.length)];
  }

  private static CallOutCommand any(RandomGenerator random) {
    return switch (random.nextInt(9)) {
      case 0 -> new Dial();
      case 1 -> new Place("CA" + random.nextInt(2));
      case 2 -> new Cancel();
      case 3 -> new Connect(new SessionId("s1"));
      case 4 -> new Meet(one(MachineOutcome.values(), random));
      case 5 -> new Fail(CallOut.LOST);
      case 6 -> new HangUp();
      default -> report(one(Progress.values(), random));
    };
  }

  @Test
  void every_kind_has_a_word() {
    for (var kind : Kind.values()) assertThat(Kind.of(kind.word())).isEqualTo(kind);
    assertThat(NO_ANSWER.word()).isEqualTo("no-answer");
  }
}
