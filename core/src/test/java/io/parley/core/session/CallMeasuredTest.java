package io.parley.core.session;

import static io.parley.core.session.Commands.*;
import static io.parley.core.session.Events.*;
import static io.parley.core.session.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.quality.CallFigures;
import io.parley.core.session.Decision.Action.ArchiveSession;
import io.parley.core.session.SessionCommand.MeasureCall;
import io.parley.core.session.UsageEvent.CallMeasured;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallMeasuredTest {
  private static CallFigures figures(double seconds) {
    return CallFigures.withoutSound("sip", seconds, Optional.empty(), 0);
  }

  private static MeasureCall measure(String call) {
    return new MeasureCall(call + "-measured", call, figures(60), NOON);
  }

  private static CallMeasured measured(String call) {
    return new CallMeasured(call + "-measured", call, figures(60), NOON);
  }

  @Test
  void the_figures_of_a_call_are_an_event() {
    given(started()).when(measure("c1")).then(measured("c1")).answers(2);
    given(started(), measured("c1")).when(measure("c2")).then(measured("c2")).answers(3);
  }

  @Test
  void a_call_is_measured_once_however_often_it_is_told() {
    var measured = given(started(), measured("c1"));
    measured.when(measure("c1")).then().answers(2);
    // the first figures stay
    measured.when(new MeasureCall("c1-measured", "c1", figures(61), NOON)).then().answers(2);
    given(started(), measured("c1"), Events.ended("z"), archived())
        .when(measure("c1"))
        .then()
        .answers(2);
  }

  @Test
  void a_call_that_ended_with_its_session_is_in_the_archive() {
    var measured =
        given(started(), Events.ended("z"))
            .when(measure("c1"))
            .then(measured("c1"), new ArchiveSession())
            .answers(3)
            .afterwards();
    measured.when(archive(2)).then(new ArchiveSession());
    measured.when(archive(3)).then(archived()).answers(4);
  }

  @Test
  void figures_after_the_archive_are_archived_too() {
    var measured =
        given(started(), Events.ended("z"), archived())
            .when(measure("c1"))
            .then(measured("c1"), new ArchiveSession())
            .afterwards();
    assertThat(measured.ended().archived()).isEmpty();
    assertThat(measured.pending()).containsExactly(new ArchiveSession());
    assertThat(measured.when(archive(4)).then(archived()).afterwards().pending()).isEmpty();
  }

  @Test
  void figures_are_no_question_and_change_no_turn() {
    var before = given(started()).active();
    var after = given(started(), measured("c1")).active();
    assertThat(after.turns()).isEqualTo(before.turns());
    assertThat(after.history()).isEqualTo(before.history());
    assertThat(after.usage()).isEqualTo(before.usage());
  }
}
