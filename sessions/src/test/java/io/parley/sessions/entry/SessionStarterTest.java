package io.parley.sessions.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.access.Permission;
import io.parley.core.access.Principal;
import io.parley.core.agent.AgentDefinition;
import io.parley.core.agent.AgentRef;
import io.parley.core.agent.Agents;
import io.parley.core.journal.Caller;
import io.parley.core.journal.SessionListing;
import io.parley.core.journal.StartRequests;
import io.parley.core.limit.Limit;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.session.Channel;
import io.parley.core.session.Customer;
import io.parley.core.session.Role;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.UsageTotal;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.sessions.Answer;
import io.parley.sessions.ScriptedWorld;
import io.parley.sessions.SessionView;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/// Sessions are started for principals of any protocol.
class SessionStarterTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final TenantId SHOP = new TenantId("shop");
  private static final RemoteAddress FROM = RemoteAddress.of(InetAddress.ofLiteral("192.0.2.7"));
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  private final RecordingMeter counted = new RecordingMeter();
  private final ScriptedSessions cluster = new ScriptedSessions();
  private final Claims claims = new Claims();
  private final Entry entry =
      new Entry(cluster, EntryTest.settings(10, 10), counted, InstantSource.fixed(NOON));
  private final SessionStarter starter =
      new SessionStarter(
          entry, new OneAgent(), claims, block -> "%-40s".formatted("sealed " + block), _ -> false);

  private static final class OneAgent implements Agents {
    private final AgentDefinition agent = new ScriptedWorld().agent(new AgentRef("support", 1));

    @Override
    public Optional<AgentDefinition> current(TenantId tenant, Optional<String> id) {
      return Optional.of(agent).filter(_ -> id.isEmpty());
    }

    @Override
    public Optional<AgentDefinition> find(TenantId tenant, AgentRef ref) {
      return Optional.of(agent);
    }
  }

  private static final class Claims implements StartRequests {
    private final Map<String, SessionId> sessions = new HashMap<>();
    private final List<Key> keys = new ArrayList<>();

    @Override
    public CompletionStage<Claim> claim(
        TenantId tenant, Key key, String fingerprint, SessionId proposed) {
      keys.add(key);
      sessions.putIfAbsent(key.caller() + key.text(), proposed);
      return CompletableFuture.completedStage(new Granted(sessions.get(key.caller() + key.text())));
    }
  }

  private static StartRequest request(Optional<Customer> customer) {
    return new StartRequest(
        Optional.empty(), Optional.empty(), new Channel("phone"), customer, Map.of());
  }

  private CompletableFuture<StartOutcome> start(Principal who, String key) {
    return starter
        .start(
            starter.admit(who, FROM, Hurdle.NONE),
            request(Optional.empty()),
            Optional.of(key),
            "r1",
            Optional.empty())
        .toCompletableFuture();
  }

  private SessionKey store() {
    var asked = cluster.asked.remove();
    var key = asked.key();
    cluster.views.put(
        key,
        new SessionView(
            key,
            SessionListing.Status.ACTIVE,
            1,
            new AgentRef("support", 1),
            Channel.WEB,
            Optional.empty(),
            0,
            Optional.empty(),
            UsageTotal.NONE,
            Optional.empty(),
            NOON,
            NOON));
    asked.answer().complete(new Answer.Stored(1));
    return key;
  }

  @Test
  void a_customer_with_a_proof_is_named_and_counted_as_a_visitor() {
    var admitted = starter.admit(Principal.provedCustomer(SHOP), FROM, Hurdle.NONE);
    assertThat(admitted.left()).isPresent();
    var customer = Optional.of(new Customer("c1", Optional.empty(), true));
    var outcome =
        starter
            .start(admitted, request(customer), Optional.of(KEY), "r1", Optional.empty())
            .toCompletableFuture();
    assertThat(cluster.asked.element().command())
        .isInstanceOfSatisfying(
            SessionCommand.Start.class,
            start -> {
              assertThat(start.customer()).isEqualTo(customer);
              assertThat(start.visitor()).as("needed for visitors alone").isEmpty();
            });
    store();
    assertThat(outcome.join()).isInstanceOf(StartOutcome.Started.class);
  }

  @Test
  void a_session_starts_in_the_tenant_of_its_principal() {
    var outcome = start(Principal.visitor(SHOP), KEY);
    assertThat(cluster.asked.element().command())
        .isInstanceOfSatisfying(
            SessionCommand.Start.class,
            start -> {
              assertThat(start.tenant()).isEqualTo(SHOP);
              assertThat(start.channel()).isEqualTo(new Channel("phone"));
              assertThat(start.visitor())
                  .hasValueSatisfying(
                      visitor -> assertThat(visitor).startsWith("sealed 192.0.2.0/24").hasSize(32));
            });
    var key = store();
    assertThat(key.tenant()).isEqualTo(SHOP);
    assertThat(outcome.join()).isEqualTo(new StartOutcome.Started(cluster.views.get(key)));
    assertThat(claims.sessions).containsOnlyKeys(new Caller.Visitor("192.0.2.0/24") + KEY);
  }

  @Test
  void a_program_does_not_find_requests_of_builds_without_callers() {
    var scopes = Set.of(Permission.START, Permission.NAME_CUSTOMER);
    var customer = Optional.of(new Customer("c1", Optional.empty(), true));
    for (var who :
        List.of(Principal.program(SHOP, "1", scopes), Principal.staff(SHOP, Role.AGENT))) {
      var admitted = starter.admit(who, FROM, Hurdle.NONE);
      var started =
          starter.start(admitted, request(customer), Optional.of(KEY), "r1", Optional.empty());
      assertThat(started).isNotNull();
    }
    assertThat(claims.keys).extracting(StartRequests.Key::unscopedToo).containsExactly(false, true);
  }

  @Test
  void a_program_does_not_find_the_session_that_another_one_started() {
    var one = Principal.program(SHOP, "1", Set.of(Permission.START));
    var other = Principal.program(SHOP, "2", Set.of(Permission.START));
    assertThat(List.of(start(one, KEY), start(other, KEY))).noneMatch(CompletableFuture::isDone);
    assertThat(claims.sessions.values()).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void the_same_request_again_finds_its_session() {
    var first = start(Principal.visitor(SHOP), KEY);
    store();
    var again = start(Principal.visitor(SHOP), KEY);
    store();
    assertThat(again.join()).isEqualTo(first.join());
  }

  @Test
  void a_key_that_can_be_guessed_finds_a_session_for_staff_only() {
    for (var staff : new boolean[] {false, true}) {
      var who = staff ? Principal.staff(SHOP, Role.AGENT) : Principal.visitor(SHOP);
      var _ = start(who, "order-1");
      store();
      var again = start(who, "order-1");
      if (staff) store();
      assertThat(again.join() instanceof StartOutcome.Started).isEqualTo(staff);
    }
  }

  @Test
  void only_permitted_principals_may_name_a_customer() {
    var named = request(Optional.of(new Customer("c1", Optional.empty(), true)));
    var visitor = starter.admit(Principal.visitor(SHOP), FROM, Hurdle.NONE);
    assertThatThrownBy(
            () -> starter.start(visitor, named, Optional.empty(), "r1", Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Visitor");
    assertThat(cluster.asked).isEmpty();
  }

  @Test
  void a_hurdle_is_for_visitors_and_no_session_starts_before_it_is_passed() {
    Hurdle hurdle = (_, _) -> Optional.of(new Hurdle.Demand("solve this", "needed"));
    assertThatThrownBy(() -> starter.admit(Principal.visitor(SHOP), FROM, hurdle))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.Challenged.class));
    assertThat(counted.limits).containsExactly(Limit.CHALLENGE);
    assertThat(starter.admit(Principal.staff(SHOP, Role.AGENT), FROM, hurdle).left()).isEmpty();
  }

  @Test
  void no_session_starts_at_the_limit_of_awake_sessions() {
    cluster.awake = 10;
    for (var who : new Principal[] {Principal.visitor(SHOP), Principal.staff(SHOP, Role.AGENT)})
      assertThatThrownBy(() -> starter.admit(who, FROM, Hurdle.NONE))
          .isInstanceOfSatisfying(
              Refused.class,
              refused ->
                  assertThat(refused.refusal())
                      .isEqualTo(new Refusal.Overloaded(Limit.SESSIONS_AWAKE)));
  }

  @Test
  void no_session_of_a_stopped_organisation_starts_until_it_is_served_again() {
    entry.stopped().are(Set.of(SHOP));
    for (var who : new Principal[] {Principal.visitor(SHOP), Principal.staff(SHOP, Role.AGENT)})
      assertThatThrownBy(() -> starter.admit(who, FROM, Hurdle.NONE))
          .isInstanceOfSatisfying(
              Refused.class,
              refused -> assertThat(refused.refusal()).isEqualTo(new Refusal.Stopped()));
    var other = Principal.visitor(TenantId.DEFAULT);
    assertThat(starter.admit(other, FROM, Hurdle.NONE).principal()).isEqualTo(other);
    entry.stopped().are(Set.of());
    assertThat(starter.admit(Principal.visitor(SHOP), FROM, Hurdle.NONE).left()).isPresent();
  }

  /// Claims from before an upgrade are compared with those after it.
  @Test
  void the_fingerprint_of_a_request_equals_that_of_older_builds() {
    var request =
        new StartRequest(
            Optional.of("support"),
            Optional.of("de"),
            Channel.WEB,
            Optional.of(new Customer("c1", Optional.of("Ann"), true)),
            Map.of("b", "2", "a", "1"));
    assertThat(request.fingerprint())
        .isEqualTo("df2f5ed3f7e2b3eb019d012dfd711011ae2471020029bba927f87cd3a22da9de");
  }
}
