package io.parley.bench.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.parley.bench.client.Frame;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ServerAnswersTest {
  private static ServerAnswers.Stages taken(String stages) throws IOException {
    var taken = new ServerAnswers.Stages();
    var events =
        """
        {"events":[
          {"seq":1,"event":{"kind":"session-started"}},
          {"seq":2,"event":{"kind":"said","text":"Where is my order?"}},
          {"seq":3,"event":{"kind":"call-measured","stages":{%s}}}]}
        """
            .formatted(stages);
    taken.take(Frame.JSON.readTree(events));
    return taken;
  }

  @Test
  void one_or_two_answers_of_a_call_are_exact() throws IOException {
    var one = taken("\"whole\":{\"count\":1,\"p50\":329.5,\"p95\":329.5}").whole();
    assertThat(one.count()).isEqualTo(1);
    assertThat(one.millis(50)).isCloseTo(329.5, within(0.5));
    var two = taken("\"whole\":{\"count\":2,\"p50\":300.0,\"p95\":600.0}").whole();
    assertThat(two.count()).isEqualTo(2);
    assertThat(two.meanMillis()).isCloseTo(450, within(1.0));
  }

  @Test
  void a_call_without_an_answer_does_not_count() throws IOException {
    assertThat(taken("").whole().count()).isZero();
    var words = taken("\"words\":{\"count\":1,\"p50\":5.0,\"p95\":5.0}");
    assertThat(words.whole().count()).isZero();
  }

  @Test
  void each_stage_of_an_answer_is_taken_by_itself() throws IOException {
    var stages =
        taken(
            """
            "complete":{"count":1,"p50":300.0,"p95":300.0},\
            "text":{"count":1,"p50":30.0,"p95":30.0},\
            "sound":{"count":1,"p50":8.0,"p95":8.0},\
            "whole":{"count":1,"p50":360.0,"p95":360.0},\
            "answer":{"count":1,"p50":60.0,"p95":60.0},\
            "added":{"count":1,"p50":15.0,"p95":15.0}\
            """);
    assertThat(stages.complete().millis(50)).isCloseTo(300, within(0.5));
    assertThat(stages.text().millis(50)).isCloseTo(30, within(0.5));
    assertThat(stages.sound().millis(50)).isCloseTo(8, within(0.5));
    assertThat(stages.answer().millis(50)).isCloseTo(60, within(0.5));
    assertThat(stages.added().millis(95)).isCloseTo(15, within(0.5));
  }
}
