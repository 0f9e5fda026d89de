package io.parley.voice.sip.trunk;

import static io.parley.voice.sip.trunk.MadeTrunks.END;
import static io.parley.voice.sip.trunk.MadeTrunks.START;
import static io.parley.voice.sip.trunk.MadeTrunks.challenge;
import static io.parley.voice.sip.trunk.MadeTrunks.registering;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.sip.dialog.LocalEnd;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.trunk.Registering.Action;
import io.parley.voice.sip.trunk.Registering.Event;
import io.parley.voice.sip.trunk.Registering.Step;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Registrations over connections, which are flows (RFC 5626), under manual time.
class RegisteringFlowTest {
  private static final int LACKS_OUTBOUND = 439;

  private Step step = start("TCP");

  private static Step start(String transport) {
    var end = new LocalEnd(transport, END.sentBy(), END.contact(), END.seed(), END.times());
    return Registering.start(registering(", expires = 1h"), end, NotedFlows.INSTANCE);
  }

  private Request sent() {
    return step.actions().stream()
        .filter(Action.Send.class::isInstance)
        .map(action -> ((Action.Send) action).request())
        .findFirst()
        .orElseThrow();
  }

  private void answer(Response response) {
    step = step.next().on(new Event.Answered(response, "c1", 0), START);
  }

  private static boolean isFlow(Request request) {
    return request
            .headers()
            .text("Contact")
            .orElseThrow()
            .endsWith(">;+sip.instance=\"<" + NotedFlows.INSTANCE + ">\";reg-id=1")
        && request.headers().has(HeaderType.SUPPORTED, "outbound")
        && request.headers().has(HeaderType.SUPPORTED, "path");
  }

  private static boolean isPlain(Request request) {
    return request.contact().orElseThrow().params().all().isEmpty()
        && !request.headers().has(HeaderType.SUPPORTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TCP", "TLS", "WS", "WSS"})
  void over_a_connection_all_requests_name_the_node_and_its_flow(String transport) {
    step = start(transport);
    assertThat(isFlow(sent())).isTrue();
    answer(challenge(sent(), "SHA-256"));
    assertThat(isFlow(sent())).as("with a proof").isTrue();
    answer(Response.to(sent(), 200));
    step = step.next().on(new Event.Passed(), step.next().due());
    assertThat(isFlow(sent())).as("a refresh").isTrue();
    answer(Response.to(sent(), 200));
    step = step.next().on(new Event.Stop(), START);
    assertThat(sent().headers().first(HeaderType.EXPIRES)).contains(0L);
    assertThat(isFlow(sent())).as("the last one").isTrue();
  }

  @Test
  void over_udp_there_is_no_flow() {
    step = start("UDP");
    assertThat(isPlain(sent())).isTrue();
    answer(Response.to(sent(), 200).with(HeaderType.REQUIRE, "outbound"));
    assertThat(step.actions()).hasOnlyElementsOfType(Action.Registered.class);
  }

  @Test
  void a_registrar_that_agrees_has_the_connection_kept() {
    var agreed = Response.to(sent(), 200).with(HeaderType.REQUIRE, "outbound");
    answer(agreed);
    assertThat(step.actions())
        .containsExactly(
            new Action.Registered(START.plusSeconds(3_600)), new Action.Kept(Optional.empty()));
    step = start("TLS");
    answer(agreed.with(HeaderType.FLOW_TIMER, 100L));
    assertThat(step.actions()).contains(new Action.Kept(Optional.of(Duration.ofSeconds(100))));
  }

  @Test
  void a_registrar_that_knows_no_flows_has_registered_as_ever() {
    answer(Response.to(sent(), 200));
    assertThat(step.actions()).containsExactly(new Action.Registered(START.plusSeconds(3_600)));
  }

  @Test
  void where_the_first_hop_knows_no_flows_it_registers_without_one_and_stays_so() {
    answer(Response.to(sent(), LACKS_OUTBOUND));
    assertThat(isPlain(sent())).isTrue();
    assertThat(sent().cseq().number()).isEqualTo(2);
    answer(Response.to(sent(), 200));
    step = step.next().on(new Event.Passed(), step.next().due());
    assertThat(isPlain(sent())).isTrue();
    answer(Response.to(sent(), LACKS_OUTBOUND));
    assertThat(step.actions()).hasOnlyElementsOfType(Action.Refused.class);
  }

  @Test
  void a_lost_flow_is_replaced_by_one_of_the_same_number() {
    answer(Response.to(sent(), 200).with(HeaderType.REQUIRE, "outbound"));
    step = step.next().on(new Event.Lost(1), START);
    assertThat(step.next().due()).isEqualTo(START.plusSeconds(5));
    step = step.next().on(new Event.Passed(), step.next().due());
    assertThat(isFlow(sent())).isTrue();
  }
}
