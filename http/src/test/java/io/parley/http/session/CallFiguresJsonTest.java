package io.parley.http.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.journal.RecordedEvent;
import io.parley.core.party.Party;
import io.parley.core.quality.CallFigures;
import io.parley.core.quality.CallFigures.OfLine;
import io.parley.core.quality.CallFigures.Stages;
import io.parley.core.quality.CallFigures.Talk;
import io.parley.core.quality.CallFigures.There;
import io.parley.core.quality.Spread;
import io.parley.core.quality.WordErrors;
import io.parley.core.session.Role;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.UsageEvent.CallMeasured;
import io.parley.core.session.UsageEvent.WordsChecked;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CallFiguresJsonTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private static String shown(CallFigures figures, Role role) {
    return shown(new CallMeasured("m", "c-1", figures, NOON), role);
  }

  private static String shown(SessionEvent event, Role role) {
    return WireEvents.numbered(new RecordedEvent(7, event), role).get("event").toString();
  }

  @Test
  void the_company_sees_all_figures_and_the_customer_none() {
    var spread = Optional.of(new Spread(3, 120, 300.5));
    var line =
        new OfLine(
            "PCMU",
            4.2,
            3.9,
            0.5,
            1.5,
            new Spread(30, 2, 7),
            Optional.of(new There(OptionalDouble.of(24), 0.1)));
    var none = Optional.<Spread>empty();
    var added = Optional.of(new Spread(2, 10, 19.5));
    var stages = new Stages(spread, none, none, none, spread, spread, added);
    var talk = new Talk(12, 30, OptionalDouble.of(140), OptionalDouble.empty(), 0.4, 1, 2);
    var figures = new CallFigures("sip", 83.2, Optional.of(line), stages, Optional.of(talk), 1, 0);
    assertThat(shown(figures, Role.AGENT))
        .isEqualTo(
            """
            {"kind":"call-measured","id":"m","call":"c-1","way":"sip","seconds":83.2,\
            "line":{"codec":"PCMU","mos":4.2,"worstMos":3.9,"lossPercent":0.5,"burst":1.5,\
            "jitterMillis":{"count":30,"p50":2.0,"p95":7.0},\
            "there":{"roundTripMillis":24.0,"lossPercent":0.1}},\
            "stages":{"words":{"count":3,"p50":120.0,"p95":300.5},\
            "whole":{"count":3,"p50":120.0,"p95":300.5},\
            "answer":{"count":3,"p50":120.0,"p95":300.5},\
            "added":{"count":2,"p50":10.0,"p95":19.5}},\
            "talk":{"customerSeconds":12.0,"agentSeconds":30.0,"customerWordsPerMinute":140.0,\
            "silenceShare":0.4,"lateTicks":1,"underruns":2},\
            "interruptions":1,"falseInterruptions":0}\
            """);
    assertThat(shown(figures, Role.CUSTOMER)).isEqualTo("{\"kind\":\"hidden\"}");
  }

  @Test
  void a_call_whose_sound_is_not_ours_has_stages_alone() {
    var figures = CallFigures.withoutSound("relay", 5, Optional.empty(), 0);
    assertThat(shown(figures, Role.OPERATOR))
        .isEqualTo(
            """
            {"kind":"call-measured","id":"m","call":"c-1","way":"relay","seconds":5.0,\
            "stages":{},"interruptions":0,"falseInterruptions":0}\
            """);
  }

  @Test
  void the_company_sees_how_well_a_call_was_understood_and_the_customer_does_not() {
    var errors = new WordErrors(3, 40);
    var event = new WordsChecked("k", Party.HUMAN, "c-1", "sip", 9, 7, errors, NOON);
    assertThat(shown(event, Role.AGENT))
        .isEqualTo(
            """
            {"kind":"words-checked","id":"k","by":"agent","call":"c-1","way":"sip",\
            "utterances":9,"right":7,"words":40,"errors":3,"errorPercent":7.5}\
            """);
    assertThat(shown(event, Role.CUSTOMER)).isEqualTo("{\"kind\":\"hidden\"}");
  }
}
