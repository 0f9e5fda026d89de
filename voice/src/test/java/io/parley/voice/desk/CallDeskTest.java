package io.parley.voice.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.parley.core.access.Principal;
import io.parley.core.agent.AgentRef;
import io.parley.core.journal.SessionListing.Status;
import io.parley.core.limit.Limit;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.session.Channel;
import io.parley.core.session.Customer;
import io.parley.core.session.Role;
import io.parley.core.session.UsageTotal;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.sessions.SessionView;
import io.parley.sessions.entry.Refusal;
import io.parley.sessions.entry.Refused;
import io.parley.sessions.entry.Visit;
import io.parley.voice.call.CallSettings;
import io.parley.voice.call.Calls;
import io.parley.voice.desk.CallPlaces.Place;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Calls as they come in, without a protocol.
class CallDeskTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final SessionKey KEY = new SessionKey(TenantId.DEFAULT, new SessionId("s1"));

  private final ActorTestKit kit = ActorTestKit.create();
  private final Desks.Sessions sessions = new Desks.Sessions();
  private final Calls calls =
      Calls.start(
          kit.system(),
          CallSettings.from(
              ConfigFactory.parseString("parley.voice.calls-max = 2")
                  .withFallback(ConfigFactory.defaultReference())),
          _ -> {
            throw new AssertionError("no call is opened here");
          },
          new Desks.NoMeter(),
          Clock.systemUTC());
  private Availability availability = new Availability.Ready(new Desks.English());
  private final CallDesk desk =
      new CallDesk(
          Desks.entry(sessions),
          calls,
          new CallShares(1, 0.5),
          new Desks.TwoVersions(),
          () -> availability,
          () -> false,
          kit.system());

  @AfterEach
  void stop() {
    calls.close();
    kit.shutdownTestKit();
  }

  private void session(Status status, Optional<Customer> customer) {
    sessions.views.put(
        KEY,
        new SessionView(
            KEY,
            status,
            1,
            new AgentRef("support", 1),
            Channel.WEB,
            customer,
            0,
            Optional.empty(),
            UsageTotal.NONE,
            Optional.empty(),
            NOON,
            NOON));
  }

  private static Visit visit(String address) {
    return new Visit(Principal.customer(KEY), KEY, new RemoteAddress(address));
  }

  private CallCheck check(String address, String... language) {
    return desk.check(visit(address), List.of(language).stream().findFirst())
        .toCompletableFuture()
        .join();
  }

  private static <T> T done(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  @Test
  void a_call_speaks_the_language_of_the_agents_version_that_its_session_began_with() {
    session(Status.ACTIVE, Optional.empty());
    assertThat(check("home"))
        .isInstanceOfSatisfying(
            CallCheck.Passed.class, passed -> assertThat(passed.language()).isEqualTo("en"));
  }

  @Test
  void a_session_that_goes_on_has_the_words_of_the_agents_version_that_it_began_with() {
    session(Status.ACTIVE, Optional.empty());
    var first = desk.again(sessions.views.get(KEY), "en", "We were cut off.");
    assertThat(first.greeting()).contains("We were cut off.");
    assertThat(first.asks().getFirst().words()).containsExactly("as version 1 asks");
  }

  @Test
  void without_an_open_session_there_is_no_call() {
    assertThat(check("home")).isEqualTo(new CallCheck.NoSuchSession());
    session(Status.ENDED, Optional.empty());
    assertThat(check("home")).isEqualTo(new CallCheck.SessionEnded());
  }

  @Test
  void an_unsupported_language_is_refused_with_the_supported_ones() {
    session(Status.ACTIVE, Optional.empty());
    assertThat(check("home", "fr")).isEqualTo(new CallCheck.NotSpoken("fr", List.of("en")));
    assertThat(check("home", "?")).isEqualTo(new CallCheck.NotALanguage());
  }

  @Test
  void without_engines_the_check_gives_the_reason() {
    session(Status.ACTIVE, Optional.empty());
    availability = new Availability.Missing("loading", "Try again in a moment.");
    assertThat(check("home")).isEqualTo(new CallCheck.NotAvailable("Try again in a moment."));
  }

  @Test
  void staff_cannot_call_in_a_customers_session() {
    var agent = Principal.staff(TenantId.DEFAULT, Role.AGENT);
    var visit = new Visit(agent, KEY, new RemoteAddress("office"));
    assertThatThrownBy(() -> desk.check(visit, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void visitors_leave_a_reserve_to_verified_customers() {
    session(Status.ACTIVE, Optional.empty());
    var first = passed("home");
    assertThat(first.visit().from()).isEqualTo(new RemoteAddress("home"));
    var place = done(desk.reserve(first));
    assertThatThrownBy(() -> done(desk.reserve(passed("elsewhere"))))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.refusal()).isEqualTo(new Refusal.Overloaded(Limit.CALLS)));

    session(Status.ACTIVE, Optional.of(new Customer("c1", Optional.empty(), true)));
    assertThat(done(desk.reserve(passed("shop")))).isInstanceOf(Place.class);
    assertThat(calls.count()).isEqualTo(2);

    place.forgo();
    assertThat(calls.count()).isEqualTo(1);
  }

  private CallCheck.Passed passed(String address) {
    return (CallCheck.Passed) check(address);
  }

  @Test
  void an_address_has_a_limited_share_of_the_places() {
    session(Status.ACTIVE, Optional.empty());
    done(desk.reserve(passed("home")));
    assertThatThrownBy(() -> done(desk.reserve(passed("home"))))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.refusal())
                    .isEqualTo(new Refusal.Overloaded(Limit.CALLS_PER_ADDRESS)));
  }

  @Test
  void no_call_begins_on_a_draining_node() {
    session(Status.ACTIVE, Optional.empty());
    var passed = passed("home");
    var _ = calls.drain(Duration.ZERO, Duration.ZERO);
    assertThatThrownBy(() -> desk.reserve(passed))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.Draining.class));
  }
}
