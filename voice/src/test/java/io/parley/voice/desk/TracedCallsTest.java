package io.parley.voice.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.parley.core.agent.AgentRef;
import io.parley.core.journal.RecordedEvent;
import io.parley.core.journal.SessionListing.Status;
import io.parley.core.party.Party;
import io.parley.core.phone.PhoneTrace;
import io.parley.core.phone.PhoneTrace.End;
import io.parley.core.phone.Resumption;
import io.parley.core.session.Channel;
import io.parley.core.session.MessageEvent.Said;
import io.parley.core.session.UsageTotal;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.turn.CallState.Phase;
import io.parley.sessions.CallShown;
import io.parley.sessions.SessionView;
import io.parley.voice.call.CallSettings;
import io.parley.voice.call.SessionConversation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TracedCallsTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final TenantId SHOP = new TenantId("shop");
  private static final SessionKey SESSION = new SessionKey(SHOP, new SessionId("session"));
  private static final Resumption TWO_MINUTES = new Resumption(Duration.ofMinutes(2));
  private static final CallSettings SETTINGS =
      CallSettings.from(ConfigFactory.defaultReference().resolve());

  private final RememberedTraces traces = new RememberedTraces();
  private final List<RecordedEvent> events = new ArrayList<>();
  private final List<CallShown> shown = new ArrayList<>();
  private Instant now = NOON;
  private boolean lives;
  private boolean damaged;
  private TracedCalls calls = calls(TWO_MINUTES);

  private TracedCalls calls(Resumption rule) {
    return new TracedCalls(
        rule,
        new TracedCalls.Parts(
            traces,
            (_, after, limit) -> read(after, limit),
            "sealed "::concat,
            (_, _) -> CompletableFuture.completedStage(lives),
            language -> SETTINGS.phrases(language).lines(),
            () -> now));
  }

  private CompletionStage<List<RecordedEvent>> read(long after, int limit) {
    return damaged
        ? CompletableFuture.failedStage(new IllegalStateException("a gap"))
        : CompletableFuture.completedStage(
            events.stream().filter(event -> event.seq() > after).limit(limit).toList());
  }

  private static PhoneCall call(String caller, String number) {
    return new PhoneCall("sip", "tag", SHOP, Optional.empty(), Optional.empty(), caller, number);
  }

  private static final PhoneCall CALL = call("+49 30 1111", "+4930");

  private static <T> T get(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  private Optional<SessionKey> find(PhoneCall call) {
    return get(calls.find(call));
  }

  /// The facts that a call shows.
  private static CallShown shows(Phase phase, String... reason) {
    return new CallShown("c1", phase, "", true, List.of(reason).stream().findFirst());
  }

  /// A call of this caller, from its first sign of life on.
  private TracedCall begun() {
    var trace = new TracedCall(traces, SESSION, "sealed shop 49301111", "+4930", () -> now);
    trace.shown(shows(Phase.SPEAKING));
    return trace;
  }

  @Test
  void by_default_a_call_goes_on_within_two_minutes() {
    assertThat(
            new Resumption(ConfigFactory.defaultReference().getDuration("parley.telephony.resume")))
        .isEqualTo(TWO_MINUTES);
    assertThat(
            new Resumption(
                ConfigFactory.parseString("parley.telephony.resume = 0")
                    .getDuration("parley.telephony.resume")))
        .matches(Resumption::isOff);
  }

  @Test
  void a_call_leaves_a_trace_with_a_sign_of_life_each_minute() {
    var trace = begun();
    assertThat(traces.all.values())
        .containsExactly(
            new PhoneTrace(
                SESSION, "c1", "sealed shop 49301111", "+4930", NOON, NOON, Optional.empty()));
    for (int second = 20; second <= 120; second += 20) {
      now = NOON.plusSeconds(second);
      trace.shown(shows(Phase.LISTENING));
      assertThat(traces.all.get("c1").seen()).isAfter(now.minus(Resumption.SEEN_EVERY));
    }
    assertThat(traces.all.get("c1").seen()).isEqualTo(NOON.plusSeconds(120));
    now = NOON.plusSeconds(130);
    trace.shown(shows(Phase.ENDED, "hung-up"));
    assertThat(traces.all.get("c1").end()).contains(End.IN_ORDER);
    assertThat(traces.all.get("c1").seen()).isEqualTo(now);
  }

  @Test
  void a_call_that_never_began_leaves_no_trace() {
    new TracedCall(traces, SESSION, "hash", "+4930", () -> now)
        .shown(shows(Phase.ENDED, "hung-up"));
    assertThat(traces.all).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "failed, true",
    "lost, true",
    "draining, true",
    "hung-up, false",
    "session-ended, false",
    "not-served, false",
    "transferred, false",
    "gave-up, false",
    "too-long, false",
    "replaced, false"
  })
  void only_a_call_whose_end_nobody_wanted_goes_on(String reason, boolean goesOn) {
    begun().shown(shows(Phase.ENDED, reason));
    assertThat(find(CALL).isPresent()).isEqualTo(goesOn);
  }

  @Test
  void a_call_whose_node_died_goes_on_and_one_that_lives_does_not() {
    begun();
    lives = true;
    assertThat(find(CALL)).isEmpty();
    lives = false;
    assertThat(find(CALL)).contains(SESSION);
    assertThat(find(CALL)).as("a second call at the same time").isEmpty();
  }

  @Test
  void another_caller_another_number_and_a_later_time_find_nothing() {
    begun();
    assertThat(find(call("+49301112", "+4930"))).isEmpty();
    assertThat(find(call("+49301111", "+4931"))).isEmpty();
    now = NOON.plusSeconds(181);
    assertThat(find(CALL)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "anonymous", "Restricted", "+266696687"})
  void callers_who_withhold_their_number_leave_no_trace(String caller) {
    var withheld = call(caller, "+4930");
    // not even asked for
    traces.fails = true;
    assertThat(find(withheld)).isEmpty();
    var conversation = new SessionConversation(Desks.entry(new Desks.Sessions()), SESSION);
    assertThat(calls.followed(withheld, SESSION, conversation)).isSameAs(conversation);
  }

  @Test
  void without_a_window_calls_leave_no_trace_and_old_traces_are_deleted() {
    begun();
    calls = calls(new Resumption(Duration.ZERO));
    assertThat(find(CALL)).isEmpty();
    var conversation = new SessionConversation(Desks.entry(new Desks.Sessions()), SESSION);
    assertThat(calls.followed(CALL, SESSION, conversation)).isSameAs(conversation);
    now = NOON.plusSeconds(61);
    assertThat(get(calls.sweep(10))).isEqualTo(1);
  }

  @Test
  void a_call_is_followed_under_the_hash_by_which_it_is_found() {
    var conversation = new Shown(shown);
    calls.followed(CALL, SESSION, conversation).show(shows(Phase.SPEAKING));
    assertThat(shown).hasSize(1);
    assertThat(find(CALL)).contains(SESSION);
  }

  @Test
  void without_the_store_a_call_begins_anew() {
    begun();
    traces.fails = true;
    assertThat(find(CALL)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en-GB | We were cut off. You asked about this: Where is my order 1042?",
        "de    | Wir wurden unterbrochen. Ihre Frage war: Where is my order 1042?",
        "es    | Se cortó la llamada. Preguntaba por esto: Where is my order 1042?",
      })
  void the_caller_is_reminded_of_what_they_asked(String language, String sentence) {
    events.add(said(1, "Where is my order 1042?"));
    events.add(said(2, "Yes."));
    assertThat(get(calls.opening(view(), language))).isEqualTo(sentence);
  }

  @Test
  void a_caller_who_asked_nothing_is_only_told_what_happened() {
    assertThat(get(calls.opening(view(), "en"))).isEqualTo("We were cut off.");
    damaged = true;
    assertThat(get(calls.opening(view(), "en"))).isEqualTo("We were cut off.");
  }

  private static RecordedEvent said(long seq, String text) {
    return new RecordedEvent(seq, new Said("m" + seq, Party.CUSTOMER, text, Channel.PHONE, NOON));
  }

  private static SessionView view() {
    return new SessionView(
        SESSION,
        Status.ACTIVE,
        2,
        new AgentRef("support", 1),
        Channel.PHONE,
        Optional.empty(),
        1,
        Optional.empty(),
        UsageTotal.NONE,
        Optional.empty(),
        NOON,
        NOON);
  }
}
