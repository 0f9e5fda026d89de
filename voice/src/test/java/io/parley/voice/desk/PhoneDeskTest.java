package io.parley.voice.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.parley.core.access.Principal;
import io.parley.core.agent.AgentRef;
import io.parley.core.journal.SessionListing.Status;
import io.parley.core.journal.StartRequests.Granted;
import io.parley.core.phone.KnownCallers;
import io.parley.core.quota.Loan;
import io.parley.core.quota.OnlyNode;
import io.parley.core.quota.QuotaKind;
import io.parley.core.quota.QuotaLender;
import io.parley.core.quota.QuotaPlan;
import io.parley.core.quota.Wish;
import io.parley.core.session.Channel;
import io.parley.core.session.Customer;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.UsageTotal;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.sessions.SessionView;
import io.parley.sessions.entry.SessionStarter;
import io.parley.sessions.entry.Visit;
import io.parley.sessions.quota.NodeQuotas;
import io.parley.voice.call.CallSettings;
import io.parley.voice.call.Calls;
import io.parley.voice.call.Conversation;
import io.parley.voice.call.FirstWords;
import io.parley.voice.desk.PhoneDesk.Visited;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Which session a telephone's call begins in.
class PhoneDeskTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final SessionKey KEY = new SessionKey(TenantId.DEFAULT, new SessionId("s1"));
  private static final Customer ADA = new Customer("c-1", Optional.of("Ada"), true);
  private static final PhoneCall CALL =
      new PhoneCall(
          "sip",
          "0123456789abcdef0123456789abcdef",
          TenantId.DEFAULT,
          Optional.empty(),
          Optional.of("en"),
          "+49301",
          "+49302");
  private static final PhoneCall ATTESTED =
      new PhoneCall(
          CALL.provider(),
          CALL.call(),
          CALL.tenant(),
          CALL.agent(),
          CALL.language(),
          CALL.caller(),
          CALL.number(),
          true);

  private final ActorTestKit kit = ActorTestKit.create();
  private final Desks.Sessions sessions = new Desks.Sessions();
  private final List<String> reminded = new ArrayList<>();

  private final CallersNumber number = new CallersNumber(TenantId.DEFAULT.value() + " +49301");
  private final KnownCallers known = new KnownCallers(number, text -> text);
  private NodeQuotas quotas = NodeQuotas.none();
  private final Calls calls =
      Calls.start(
          kit.system(),
          CallSettings.from(ConfigFactory.defaultReference()),
          _ -> {
            throw new AssertionError("no call is opened here");
          },
          new Desks.NoMeter(),
          Clock.systemUTC());

  @AfterEach
  void stop() {
    calls.close();
    kit.shutdownTestKit();
  }

  /// @param found session of a lost call
  private CompletableFuture<PhoneDesk.Admitted> admit(CompletionStage<Optional<SessionKey>> found) {
    return desk(found).admit(CALL, "request").toCompletableFuture();
  }

  private PhoneDesk desk(CompletionStage<Optional<SessionKey>> found) {
    var entry = Desks.entry(sessions, 10, quotas);
    var agents = new Desks.TwoVersions();
    var desk =
        new CallDesk(
            entry,
            calls,
            new CallShares(1, 0.5),
            agents,
            () -> new Availability.Ready(new Desks.English()),
            () -> false,
            kit.system());
    var starter =
        new SessionStarter(
            entry,
            agents,
            (_, _, _, proposed) -> CompletableFuture.completedStage(new Granted(proposed)),
            block -> "x".repeat(32) + block,
            _ -> false);
    return new PhoneDesk(starter, desk, entry, agents, new Lost(found), known);
  }

  private final class Lost implements LostCalls {
    private final CompletionStage<Optional<SessionKey>> found;

    Lost(CompletionStage<Optional<SessionKey>> found) {
      this.found = found;
    }

    @Override
    public CompletionStage<Optional<SessionKey>> find(PhoneCall call) {
      assertThat(call.call()).isEqualTo(CALL.call());
      return found;
    }

    @Override
    public CompletionStage<String> opening(SessionView session, String language) {
      reminded.add(session.key() + " " + language);
      return CompletableFuture.completedStage("We were cut off.");
    }

    @Override
    public Conversation followed(PhoneCall call, SessionKey session, Conversation conversation) {
      throw new AssertionError("no call is opened here");
    }
  }

  private void session(Status status) {
    session(KEY, status, Optional.empty());
  }

  private void session(SessionKey key, Status status, Optional<Customer> customer) {
    sessions.views.put(
        key,
        new SessionView(
            key,
            status,
            9,
            new AgentRef("support", 1),
            Channel.PHONE,
            customer,
            2,
            Optional.empty(),
            UsageTotal.NONE,
            Optional.empty(),
            NOON,
            NOON));
  }

  private static CompletionStage<Optional<SessionKey>> found(SessionKey... session) {
    return CompletableFuture.completedStage(List.of(session).stream().findFirst());
  }

  @Test
  void a_full_node_places_no_call_and_a_call_without_our_sound_needs_no_place() {
    var desk = desk(CompletableFuture.completedStage(Optional.empty()));
    assertThat(desk.mayPlace(CALL, true)).isTrue();
    for (int i = 0; i < calls.max(); i++) assertThat(calls.reserve()).isTrue();
    assertThat(desk.mayPlace(CALL, true)).isFalse();
    assertThat(desk.mayPlace(CALL, false)).isTrue();
    calls.forgo();
    assertThat(desk.mayPlace(CALL, true)).isTrue();
  }

  @Test
  void a_lost_call_goes_on_in_its_session_and_starts_no_other() {
    session(Status.ACTIVE);
    assertThat(admit(found(KEY))).isCompleted();
    assertThat(reminded).containsExactly(KEY + " en");
    assertThat(sessions.asked).isEmpty();
    assertThat(calls.count()).isEqualTo(1);
  }

  @Test
  void a_call_that_another_node_has_left_goes_on_in_its_session_without_a_word() {
    session(Status.ACTIVE);
    var admitted = desk(found()).admitLeft(CALL, KEY).toCompletableFuture();
    assertThat(admitted).isCompleted();
    assertThat(admitted.join().session()).isEqualTo(KEY);
    assertThat(reminded).isEmpty();
    assertThat(sessions.asked).isEmpty();
    assertThat(calls.count()).isEqualTo(1);
  }

  @Test
  void a_call_that_another_node_has_left_does_not_go_on_in_a_session_that_has_ended() {
    session(Status.ENDED);
    assertThat(desk(found()).admitLeft(CALL, KEY).toCompletableFuture()).isCompletedExceptionally();
    assertThat(calls.count()).isZero();
  }

  @Test
  void without_a_lost_call_a_session_is_started() {
    assertThat(admit(found())).isNotDone();
    assertThat(sessions.asked).hasSize(1);
  }

  @Test
  void a_session_that_has_ended_or_is_gone_does_not_go_on() {
    session(Status.ENDED);
    assertThat(admit(found(KEY))).isNotDone();
    sessions.views.clear();
    assertThat(admit(found(KEY))).isNotDone();
    assertThat(sessions.asked).hasSize(2);
    assertThat(reminded).isEmpty();
  }

  @Test
  void a_call_that_we_placed_has_a_session_of_its_own_whatever_was_lost() {
    session(Status.ACTIVE);
    var desk = desk(found(KEY));
    assertThat(desk.startPlaced(CALL, Map.of(), Optional.empty(), "request").toCompletableFuture())
        .isNotDone();
    assertThat(sessions.asked).hasSize(1);
    var started = new SessionKey(TenantId.DEFAULT, new SessionId("s2"));
    session(started, Status.ACTIVE, Optional.empty());
    var visit = new Visit(Principal.customer(started), started, CALL.from());
    var visited = new Visited(visit, sessions.views.get(started), FirstWords.NONE);
    assertThat(
            desk.admit(CALL, () -> CompletableFuture.completedStage(visited)).toCompletableFuture())
        .isCompleted();
    assertThat(reminded).isEmpty();
  }

  @Test
  void a_call_beyond_its_organisations_quota_begins_no_session() {
    quotas = ofCalls(1, new NoCalls());
    assertThat(admit(CompletableFuture.completedStage(Optional.empty())))
        .isCompletedExceptionally();
    assertThat(sessions.asked).isEmpty();
  }

  private static NodeQuotas ofCalls(long most, QuotaLender lender) {
    return new NodeQuotas(new QuotaPlan(Map.of(QuotaKind.CALLS, most)), "n", lender, () -> 0);
  }

  private boolean isFull() {
    return quotas.takeCall(TenantId.DEFAULT).toCompletableFuture().join().isPresent();
  }

  /// A session that has begun.
  private Visited visited() {
    session(Status.ACTIVE);
    var visit = new Visit(Principal.customer(KEY), KEY, CALL.from());
    return new Visited(visit, sessions.views.get(KEY), FirstWords.NONE);
  }

  @Test
  void a_call_counts_for_the_quota_until_it_is_forgone() {
    quotas = ofCalls(1, new OnlyNode());
    var visited = CompletableFuture.completedStage(visited());
    var admitted = desk(found()).admit(CALL, () -> visited).toCompletableFuture().join();
    assertThat(isFull()).isTrue();
    admitted.forgo();
    assertThat(isFull()).isFalse();
    assertThat(calls.count()).isZero();
  }

  @Test
  void a_call_that_another_node_has_left_goes_on_with_the_quota_used_up_and_counts() {
    quotas = ofCalls(1, new OnlyNode());
    assertThat(isFull()).as("before it counts at the other node").isFalse();
    session(Status.ACTIVE);
    var admitted = desk(found()).admitLeft(CALL, KEY).toCompletableFuture().join();
    quotas.leaveCall(TenantId.DEFAULT);
    assertThat(isFull()).isTrue();
    admitted.forgo();
    assertThat(isFull()).isFalse();
  }

  @Test
  void a_call_whose_session_does_not_begin_counts_no_longer() {
    quotas = ofCalls(1, new OnlyNode());
    var desk = desk(found());
    var failed = new IllegalStateException("no session");
    assertThat(desk.admit(CALL, () -> CompletableFuture.failedStage(failed)).toCompletableFuture())
        .isCompletedExceptionally();
    Supplier<CompletionStage<Visited>> thrown =
        () -> {
          throw failed;
        };
    assertThat(desk.admit(CALL, thrown).toCompletableFuture()).isCompletedExceptionally();
    assertThat(isFull()).isFalse();
  }

  @Test
  void a_call_for_which_the_node_has_no_place_counts_no_longer() {
    quotas = ofCalls(2, new OnlyNode());
    var desk = desk(found());
    var visited = CompletableFuture.completedStage(visited());
    assertThat(desk.admit(CALL, () -> visited).toCompletableFuture()).isCompleted();
    assertThat(desk.admit(CALL, () -> visited).toCompletableFuture())
        .as("the caller has one already")
        .isCompletedExceptionally();
    assertThat(isFull()).isFalse();
  }

  /// Other nodes have all calls of the organisation.
  private static final class NoCalls implements QuotaLender {
    @Override
    public CompletionStage<Loan> lend(TenantId tenant, Wish wish) {
      throw new AssertionError("no session begins here");
    }

    @Override
    public CompletionStage<Boolean> hold(TenantId tenant, String node, long calls, long limit) {
      return CompletableFuture.completedStage(false);
    }

    @Override
    public CompletionStage<Void> renew(TenantId tenant, String node, long calls) {
      return CompletableFuture.completedStage(null);
    }
  }

  @Test
  void a_caller_is_answered_although_what_was_lost_is_not_known() {
    assertThat(admit(CompletableFuture.failedStage(new IllegalStateException("no store"))))
        .isNotDone();
    assertThat(sessions.asked).hasSize(1);
  }

  /// The customer of the session that a call starts.
  private Optional<Customer> started(PhoneCall call) {
    assertThat(desk(found()).start(call, "request").toCompletableFuture()).isNotDone();
    assertThat(sessions.commands).hasSize(1);
    return ((SessionCommand.Start) sessions.commands.remove()).customer();
  }

  @Test
  void a_caller_whom_the_company_knows_by_an_attested_number_is_its_customer() {
    number.customers = CompletableFuture.completedStage(List.of(ADA));
    assertThat(started(ATTESTED)).contains(ADA);
    assertThat(started(CALL)).isEmpty();
  }

  @Test
  void a_caller_is_a_visitor_while_it_is_not_known_whose_the_number_is() {
    number.customers = CompletableFuture.failedStage(new IllegalStateException("no store"));
    assertThat(started(ATTESTED)).isEmpty();
  }

  @Test
  void somebody_whom_we_called_is_no_customer_by_the_number_alone() {
    number.customers = CompletableFuture.completedStage(List.of(ADA));
    assertThat(
            desk(found())
                .startPlaced(ATTESTED, Map.of(), Optional.empty(), "request")
                .toCompletableFuture())
        .isNotDone();
    assertThat(sessions.commands)
        .singleElement()
        .isInstanceOfSatisfying(
            SessionCommand.Start.class, start -> assertThat(start.customer()).isEmpty());
  }

  @Test
  void a_customers_lost_call_goes_on_only_for_this_customer_by_an_attested_number() {
    session(KEY, Status.ACTIVE, Optional.of(ADA));
    assertThat(desk(found(KEY)).admit(ATTESTED, "request").toCompletableFuture()).isNotDone();
    number.customers = CompletableFuture.completedStage(List.of(ADA));
    assertThat(admit(found(KEY))).isNotDone();
    assertThat(reminded).isEmpty();
    assertThat(desk(found(KEY)).admit(ATTESTED, "request").toCompletableFuture()).isCompleted();
    assertThat(reminded).containsExactly(KEY + " en");
  }

  @Test
  void a_customer_goes_on_in_no_session_of_somebody_who_has_shown_the_number() {
    session(Status.ACTIVE);
    number.customers = CompletableFuture.completedStage(List.of(ADA));
    assertThat(desk(found(KEY)).admit(ATTESTED, "request").toCompletableFuture()).isNotDone();
    assertThat(reminded).isEmpty();
    assertThat(sessions.asked).hasSize(1);
  }
}
