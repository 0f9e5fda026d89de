package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.core.party.Party;
import io.parley.core.quality.CallFigures;
import io.parley.core.turn.TurnTaking;
import io.parley.voice.echo.EchoSettings;
import io.parley.voice.leg.Leg;
import io.parley.voice.leg.LegEvent;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The quality of a call whose line is looked at whenever the test says so.
class CallQualityTest extends CallInRealTime {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private static final class NobodyElse implements Legs.Listener {
    @Override
    public void ready(int leg) {
      // the test says when
    }

    @Override
    public void told(int leg, LegEvent event) {
      // nothing is told here
    }

    @Override
    public void gone(int leg, Leg.Gone how) {
      // nobody goes
    }
  }

  private final Legs legs = new Legs(FakeLeg.RATE, EchoSettings.none(), new NobodyElse());
  private final CallParts parts =
      new CallParts(TestPlan.quick(false), leg, engines, session, 0, services());
  private final Showing showing = new Showing(parts, Optional::empty);
  private final CallQuality quality = new CallQuality(parts, legs, showing);
  private long played;
  private long missing;

  @BeforeEach
  void begins() {
    showing.show(TurnTaking.begin(false, parts.plan().turns(), NOON).state());
  }

  private void connects() {
    legs.join(leg, Party.CUSTOMER);
    legs.ready(1);
  }

  private void looks(int times, int lost) {
    for (int i = 0; i < times; i++) {
      played += 100 - lost;
      missing += lost;
      leg.counts(played, missing);
      quality.look();
    }
  }

  private boolean isShownBad() {
    return session.shown.getLast().badLine();
  }

  @Test
  void a_bad_line_is_shown_until_it_is_good_again() {
    connects();
    looks(4, 30);
    assertThat(isShownBad()).isFalse();
    looks(1, 30);
    assertThat(isShownBad()).isTrue();
    assertThat(meter.lines).containsExactly(true);
    int shown = session.shown.size();
    looks(3, 30);
    assertThat(session.shown).as("what changes").hasSize(shown);
    looks(5, 0);
    assertThat(isShownBad()).isFalse();
    assertThat(meter.lines).containsExactly(true, false);
  }

  @Test
  void a_call_is_shown_every_20_s_whatever_its_line() {
    int shown = session.shown.size();
    for (int i = 0; i < 30; i++) quality.look();
    assertThat(session.shown).hasSize(shown + 3);
  }

  @Test
  void a_call_that_ends_on_a_bad_line_leaves_none_behind() {
    connects();
    looks(6, 30);
    quality.ended(NOON);
    assertThat(meter.lines).containsExactly(true, false);
    await().until(() -> !session.measured.isEmpty());
    var line = figures().line().orElseThrow();
    assertThat(line.opinion()).isBetween(2.1, 2.2);
    assertThat(line.lossPercent()).isEqualTo(30);
    assertThat(line.jitterMillis().p95()).isEqualTo(4);
    assertThat(line.codec()).isEqualTo("PCMU");
  }

  @Test
  void the_end_of_a_line_counts_although_it_is_not_a_whole_look() {
    connects();
    looks(1, 0);
    leg.counts(played + 20, 20);
    quality.ended(NOON);
    await().until(() -> !session.measured.isEmpty());
    assertThat(figures().line().orElseThrow().lossPercent()).isEqualTo(14.29);
  }

  @Test
  void a_leg_without_packets_has_no_line() {
    connects();
    quality.look();
    quality.ended(NOON);
    await().until(() -> !session.measured.isEmpty());
    assertThat(figures().line()).isEmpty();
    assertThat(figures().way()).isEqualTo("fake");
  }

  @Test
  void a_call_to_which_nobody_came_is_not_measured() {
    quality.ended(NOON);
    assertThat(meter.ended).hasSize(1);
    assertThat(session.measured).isEmpty();
  }

  private CallFigures figures() {
    return session.measured.getFirst().figures();
  }
}
