package io.parley.voice.sip.trunk;

import static io.parley.voice.sip.trunk.MadeTrunks.END;
import static io.parley.voice.sip.trunk.MadeTrunks.START;
import static io.parley.voice.sip.trunk.MadeTrunks.challenge;
import static io.parley.voice.sip.trunk.MadeTrunks.registering;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.Params;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.RetryAfter;
import io.parley.voice.sip.message.SipUri;
import io.parley.voice.sip.trunk.Registering.Action;
import io.parley.voice.sip.trunk.Registering.Event;
import io.parley.voice.sip.trunk.Registering.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegisteringTest {
  private Instant now = START;
  private Step step = Registering.start(registering(", expires = 1h"), END, NotedFlows.INSTANCE);

  private Request sent() {
    return step.actions().stream()
        .filter(Action.Send.class::isInstance)
        .map(action -> ((Action.Send) action).request())
        .findFirst()
        .orElseThrow();
  }

  private void on(Event event) {
    step = step.next().on(event, now);
  }

  private void answer(Response response) {
    on(new Event.Answered(response, "c1", 0));
  }

  private Response ok(Request request, String expires) {
    var contact = request.contact().orElseThrow();
    var granted = new Address("", contact.uri(), Params.NONE.with("expires", expires));
    var other =
        new Address("", SipUri.of("other", "192.0.2.77", 0), Params.NONE.with("expires", "9"));
    return Response.to(request, 200)
        .with(
            Response.to(request, 200).headers().with(HeaderType.CONTACT, List.of(other, granted)));
  }

  private void pass() {
    now = step.next().due();
    on(new Event.Passed());
  }

  private Duration pause() {
    return Duration.between(now, step.next().due());
  }

  @Test
  void it_asks_for_its_user_at_the_registrar() {
    var request = sent();
    assertThat(request.startLine()).isEqualTo("REGISTER sip:sip.example SIP/2.0");
    assertThat(request.from().uri()).hasToString("sip:alice@sip.example");
    assertThat(request.to().uri()).hasToString("sip:alice@sip.example");
    assertThat(request.contact().orElseThrow().uri()).hasToString("sip:parley@192.0.2.9:5060");
    assertThat(request.headers().first(HeaderType.EXPIRES)).contains(3_600L);
    assertThat(step.next().isRegistered(now)).isFalse();
  }

  @Test
  void a_challenge_is_answered_once_with_the_strongest_algorithm_and_another_number() {
    answer(challenge(sent(), "SHA-256"));
    var second = sent();
    assertThat(second.cseq().number()).isEqualTo(2);
    assertThat(second.topVia().branch())
        .isNotEqualTo(step.next().end().via("REGISTER", 1, "").branch());
    var given = second.headers().first(HeaderType.AUTHORIZATION).orElseThrow();
    assertThat(given.params().value("username")).contains("al");
    assertThat(given.params().value("algorithm")).contains("SHA-256");
    answer(challenge(second, "SHA-256"));
    assertThat(step.actions()).hasOnlyElementsOfType(Action.Refused.class);
  }

  @Test
  void md5_is_refused_where_the_trunk_does_not_allow_it() {
    step = Registering.start(registering(", md5 = false"), END, NotedFlows.INSTANCE);
    answer(challenge(sent(), "MD5"));
    assertThat(step.actions()).hasOnlyElementsOfType(Action.Refused.class);
  }

  @Test
  void it_lasts_as_long_as_is_granted_to_its_own_contact_and_is_refreshed_before() {
    answer(ok(sent(), "600"));
    assertThat(step.actions()).containsExactly(new Action.Registered(now.plusSeconds(600)));
    assertThat(step.next().isRegistered(now.plusSeconds(599))).isTrue();
    assertThat(pause()).isEqualTo(Duration.ofMinutes(9));
    pass();
    assertThat(sent().cseq().number()).isEqualTo(2);
    assertThat(sent().headers().has(HeaderType.AUTHORIZATION)).isFalse();
    answer(ok(sent(), "30"));
    assertThat(pause()).isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void a_registration_of_seconds_ends_before_it_is_made_anew_and_is_not_asked_for_all_the_time() {
    answer(ok(sent(), "1"));
    assertThat(step.actions()).containsExactly(new Action.Registered(now.plusSeconds(1)));
    pass();
    assertThat(step.actions()).containsExactly(new Action.Lapsed());
    pass();
    assertThat(now).isEqualTo(START.plusSeconds(5));
    assertThat(step.actions()).hasOnlyElementsOfType(Action.Send.class);
    answer(ok(sent(), "10"));
    assertThat(pause()).as("as early as ever").isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void a_longer_time_is_asked_for_when_the_registrar_wants_it() {
    step = Registering.start(registering(", expires = 1m"), END, NotedFlows.INSTANCE);
    answer(Response.to(sent(), 423).with(HeaderType.MIN_EXPIRES, 300L));
    assertThat(sent().headers().first(HeaderType.EXPIRES)).contains(300L);
    answer(Response.to(sent(), 200));
    assertThat(step.actions()).containsExactly(new Action.Registered(now.plusSeconds(300)));
  }

  @Test
  void the_longer_time_is_asked_for_from_then_on() {
    step = Registering.start(registering(", expires = 1m"), END, NotedFlows.INSTANCE);
    answer(Response.to(sent(), 423).with(HeaderType.MIN_EXPIRES, 300L));
    answer(challenge(sent(), "SHA-256"));
    assertThat(sent().headers().first(HeaderType.EXPIRES)).contains(300L);
    answer(Response.to(sent(), 200));
    pass();
    assertThat(sent().headers().first(HeaderType.EXPIRES)).contains(300L);
    answer(Response.to(sent(), 423).with(HeaderType.MIN_EXPIRES, 600L));
    assertThat(sent().headers().first(HeaderType.EXPIRES)).contains(600L);
  }

  @Test
  void a_registrar_that_wants_a_longer_time_each_time_is_asked_after_growing_pauses() {
    step = Registering.start(registering(", expires = 1m"), END, NotedFlows.INSTANCE);
    var waits = new ArrayList<Long>();
    long least = 61;
    for (int i = 0; i < 3; i++) {
      answer(Response.to(sent(), 423).with(HeaderType.MIN_EXPIRES, least++));
      answer(challenge(sent(), "SHA-256"));
      answer(Response.to(sent(), 423).with(HeaderType.MIN_EXPIRES, least++));
      assertThat(step.actions()).hasOnlyElementsOfType(Action.Refused.class);
      waits.add(pause().toMillis());
      pass();
    }
    assertThat(waits).containsExactly(2_500L, 5_000L, 10_000L);
  }

  @Test
  void pauses_double_up_to_five_minutes_and_chance_shortens_them_by_half_at_most() {
    var waits = new ArrayList<Long>();
    for (int i = 0; i < 8; i++) {
      on(new Event.Failed(false, i % 2 == 0 ? 1 : 0));
      waits.add(pause().toMillis());
      pass();
    }
    assertThat(waits)
        .containsExactly(5_000L, 5_000L, 20_000L, 20_000L, 80_000L, 80_000L, 300_000L, 150_000L);
    answer(ok(sent(), "600"));
    on(new Event.Passed());
    pass();
    on(new Event.Failed(false, 1));
    assertThat(pause()).as("a success forgets them").isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void another_address_of_the_registrar_is_asked_at_once() {
    on(new Event.Failed(true, 0));
    assertThat(sent().cseq().number()).isEqualTo(2);
  }

  @Test
  void it_waits_as_long_as_a_refusal_says() {
    answer(Response.to(sent(), 503).with(HeaderType.RETRY_AFTER, new RetryAfter(77, Params.NONE)));
    assertThat(step.actions()).containsExactly(new Action.Refused(503, now.plusSeconds(77)));
    assertThat(pause()).isEqualTo(Duration.ofSeconds(77));
  }

  @Test
  void a_registration_that_cannot_be_refreshed_ends_and_says_so_once() {
    answer(ok(sent(), "20"));
    pass();
    on(new Event.Failed(false, 1));
    assertThat(step.next().isRegistered(now)).isTrue();
    pass();
    on(new Event.Failed(false, 1));
    assertThat(step.next().due()).isEqualTo(START.plusSeconds(20));
    pass();
    assertThat(step.actions()).containsExactly(new Action.Lapsed());
    assertThat(step.next().isRegistered(now)).isFalse();
    pass();
    assertThat(step.actions()).hasOnlyElementsOfType(Action.Send.class);
  }

  @Test
  void when_the_other_end_is_back_from_an_outage_it_asks_at_once_if_it_was_registered() {
    var open = sent();
    on(new Event.Back());
    assertThat(step.actions()).as("a request is open").isEmpty();
    answer(ok(open, "600"));
    now = now.plusSeconds(100);
    on(new Event.Back());
    assertThat(sent().cseq().number()).isEqualTo(2);
    assertThat(step.next().isRegistered(now)).isTrue();
    answer(ok(sent(), "600"));
    assertThat(step.actions()).containsExactly(new Action.Registered(now.plusSeconds(600)));
    on(new Event.Stop());
    on(new Event.Back());
    assertThat(step.actions()).isEmpty();
  }

  @Test
  void when_its_connection_is_lost_it_asks_soon_and_goes_on_pausing_while_nobody_answers() {
    var open = sent();
    on(new Event.Lost(0));
    assertThat(step.actions()).as("a request is open").isEmpty();
    answer(ok(open, "3600"));
    on(new Event.Lost(0.5));
    assertThat(step.actions()).isEmpty();
    assertThat(pause()).isEqualTo(Duration.ofMillis(3_750));
    pass();
    assertThat(sent().cseq().number()).isEqualTo(2);
    on(new Event.Failed(false, 1));
    on(new Event.Lost(0));
    assertThat(pause()).as("the first of growing pauses").isEqualTo(Duration.ofSeconds(5));
    pass();
    on(new Event.Failed(false, 1));
    on(new Event.Lost(0));
    assertThat(pause()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void a_refresh_that_is_due_before_is_not_put_off_by_a_lost_connection() {
    answer(ok(sent(), "600"));
    now = step.next().due().minusSeconds(1);
    on(new Event.Lost(1));
    assertThat(pause()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void a_pause_that_the_registrar_wanted_is_kept_when_it_is_back() {
    answer(Response.to(sent(), 503).with(HeaderType.RETRY_AFTER, new RetryAfter(77, Params.NONE)));
    on(new Event.Back());
    assertThat(step.actions()).isEmpty();
    assertThat(pause()).isEqualTo(Duration.ofSeconds(77));
  }

  @Test
  void service_routes_hold_while_it_is_registered() {
    var route = new Address(SipUri.of("", "edge.example", 0));
    answer(ok(sent(), "600").with(HeaderType.SERVICE_ROUTE, route));
    assertThat(step.next().routes()).contains(List.of(route));
  }

  @Test
  void at_the_end_it_is_taken_back() {
    answer(ok(sent(), "600"));
    on(new Event.Stop());
    assertThat(sent().headers().first(HeaderType.EXPIRES)).contains(0L);
    answer(challenge(sent(), "MD5"));
    assertThat(sent().headers().has(HeaderType.AUTHORIZATION)).isTrue();
    answer(Response.to(sent(), 200));
    assertThat(step.next().isOver()).isTrue();
    assertThat(step.next().due()).isEqualTo(Instant.MAX);
  }

  @Test
  void what_is_under_way_at_the_end_is_waited_for_and_then_taken_back() {
    var open = sent();
    on(new Event.Stop());
    assertThat(step.actions()).isEmpty();
    answer(ok(open, "600"));
    assertThat(sent().headers().first(HeaderType.EXPIRES)).contains(0L);
    on(new Event.Failed(true, 0));
    assertThat(step.next().isOver()).isTrue();
  }

  @Test
  void without_a_registration_nothing_is_taken_back() {
    on(new Event.Failed(false, 0));
    on(new Event.Stop());
    assertThat(step.actions()).isEmpty();
    assertThat(step.next().isOver()).isTrue();
  }

  @Test
  void late_and_foreign_responses_change_nothing() {
    var first = sent();
    answer(challenge(first, "MD5"));
    var before = step.next();
    answer(ok(first, "600"));
    assertThat(step.next()).isEqualTo(before);
    answer(Response.to(before.request(), 100));
    assertThat(step.next()).isEqualTo(before);
  }

  @Test
  void the_proxy_of_the_trunk_is_the_first_router() {
    var trunk = registering(", outbound-proxy = \"edge.example:5070\"");
    step = Registering.start(trunk, END, NotedFlows.INSTANCE);
    assertThat(sent().headers().text("Route")).contains("<sip:edge.example:5070;lr>");
  }
}
