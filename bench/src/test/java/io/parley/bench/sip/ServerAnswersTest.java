package io.parley.bench.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.parley.bench.client.Frame;
import io.parley.bench.measure.Latency;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ServerAnswersTest {
  private static Latency taken(String caller, String spread) throws IOException {
    var waits = new Latency();
    var events =
        """
        {"events":[
          {"seq":1,"event":{"kind":"session-started","metadata":{"caller":"%s"}}},
          {"seq":2,"event":{"kind":"said","text":"Where is my order?"}},
          {"seq":3,"event":{"kind":"call-measured","stages":{%s}}}]}
        """
            .formatted(caller, spread);
    ServerAnswers.take(Frame.JSON.readTree(events), "+49302", waits);
    return waits;
  }

  @Test
  void one_or_two_answers_of_a_call_are_exact() throws IOException {
    var one = taken("+493021", "\"whole\":{\"count\":1,\"p50\":329.5,\"p95\":329.5}");
    assertThat(one.count()).isEqualTo(1);
    assertThat(one.millis(50)).isCloseTo(329.5, within(0.5));
    var two = taken("+493021", "\"whole\":{\"count\":2,\"p50\":300.0,\"p95\":600.0}");
    assertThat(two.count()).isEqualTo(2);
    assertThat(two.meanMillis()).isCloseTo(450, within(1.0));
  }

  @Test
  void calls_of_others_and_calls_without_an_answer_do_not_count() throws IOException {
    var warmUp = taken("+493011", "\"whole\":{\"count\":1,\"p50\":329.5,\"p95\":329.5}");
    assertThat(warmUp.count()).isZero();
    assertThat(taken("+493021", "").count()).isZero();
  }
}
