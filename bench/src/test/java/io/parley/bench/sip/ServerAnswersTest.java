package io.parley.bench.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.parley.bench.client.Frame;
import io.parley.bench.measure.Latency;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ServerAnswersTest {
  private static Latency taken(String stages) throws IOException {
    var waits = new Latency();
    var events =
        """
        {"events":[
          {"seq":1,"event":{"kind":"session-started"}},
          {"seq":2,"event":{"kind":"said","text":"Where is my order?"}},
          {"seq":3,"event":{"kind":"call-measured","stages":{%s}}}]}
        """
            .formatted(stages);
    ServerAnswers.take(Frame.JSON.readTree(events), waits);
    return waits;
  }

  @Test
  void one_or_two_answers_of_a_call_are_exact() throws IOException {
    var one = taken("\"whole\":{\"count\":1,\"p50\":329.5,\"p95\":329.5}");
    assertThat(one.count()).isEqualTo(1);
    assertThat(one.millis(50)).isCloseTo(329.5, within(0.5));
    var two = taken("\"whole\":{\"count\":2,\"p50\":300.0,\"p95\":600.0}");
    assertThat(two.count()).isEqualTo(2);
    assertThat(two.meanMillis()).isCloseTo(450, within(1.0));
  }

  @Test
  void a_call_without_an_answer_does_not_count() throws IOException {
    assertThat(taken("").count()).isZero();
    assertThat(taken("\"words\":{\"count\":1,\"p50\":5.0,\"p95\":5.0}").count()).isZero();
  }
}
