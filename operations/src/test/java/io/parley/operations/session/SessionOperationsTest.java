package io.parley.operations.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.agent.AgentRef;
import io.parley.core.journal.Damage;
import io.parley.core.journal.ListingPage;
import io.parley.core.journal.ListingQuery;
import io.parley.core.journal.SessionIndex;
import io.parley.core.journal.SessionListing;
import io.parley.core.journal.SessionListing.Status;
import io.parley.core.journal.SessionOverview;
import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.Customer;
import io.parley.core.session.Rejection;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.UsageTotal;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.http.json.JsonText;
import io.parley.http.route.ManagedPort;
import io.parley.operations.cluster.ClusterControls.Place;
import io.parley.operations.cluster.StagedCluster;
import io.parley.sessions.Answer;
import io.parley.sessions.SessionInspection;
import io.parley.sessions.SessionUnavailable;
import io.parley.sessions.SessionView;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionOperationsTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final SessionKey KEY = new SessionKey(TenantId.DEFAULT, new SessionId("s-1"));
  private static final String NAME = "Ada Lovelace";
  private static final SessionListing LISTED =
      new SessionListing(
          KEY,
          Status.ACTIVE,
          7,
          new AgentRef("support", 1),
          Optional.of(new Customer("c-1", Optional.of(NAME), true)),
          2,
          NOON,
          NOON.plusSeconds(60));
  private static final String AWAKE =
      "\"where\":{\"shard\":\"17\",\"node\":\"10.0.0.1:17355\",\"awake\":true}";

  private final List<String> asked = new ArrayList<>();
  private final StagedCluster cluster = new StagedCluster();
  private final Said sessions = new Said();
  private Optional<SessionOverview.Known> known =
      Optional.of(
          new SessionOverview.Known(
              LISTED, true, 1, 0, Optional.of(NOON.plusSeconds(60)), Optional.empty()));
  private final ManagedPort port =
      new ManagedPort(
          SessionOperations.of(
              new Listed(),
              new Indexed(),
              cluster,
              sessions,
              Optional.of(URI.create("https://chat.shop.example")),
              () -> NOON));

  @AfterEach
  void close() {
    port.close();
  }

  private final class Said implements OperatedSessions {
    private Answer answer = new Answer.Stored(9);
    private Optional<SessionInspection> inspection = Optional.empty();

    @Override
    public CompletionStage<SessionInspection> inspect(SessionKey key) {
      asked.add("inspect " + key);
      return inspection
          .<CompletionStage<SessionInspection>>map(CompletableFuture::completedStage)
          .orElseGet(() -> CompletableFuture.failedStage(new SessionUnavailable("late", null)));
    }

    @Override
    public CompletionStage<Answer> ask(SessionKey key, SessionCommand command, String requestId) {
      asked.add("ask " + key);
      assertThat(command)
          .isEqualTo(
              new SessionCommand.End(
                  Optional.empty(), "ended-by-operator", Party.OPERATOR, "", NOON));
      return CompletableFuture.completedStage(answer);
    }

    @Override
    public void wakeUp(SessionKey key) {
      asked.add("wake " + key);
    }
  }

  private final class Indexed implements SessionOverview {
    @Override
    public CompletionStage<Optional<Known>> find(SessionKey key) {
      return CompletableFuture.completedStage(known.filter(one -> one.listing().key().equals(key)));
    }

    @Override
    public CompletionStage<Lag> lag(Instant now) {
      throw new AssertionError("nobody asked how far behind things are");
    }
  }

  private final class Listed implements SessionIndex {
    @Override
    public CompletionStage<ListingPage> list(ListingQuery query) {
      asked.add("list %s %s %d".formatted(query.tenant(), query.status(), query.limit()));
      return query.after().filter("nonsense"::equals).isPresent()
          ? CompletableFuture.failedStage(new IllegalArgumentException("after: not a cursor"))
          : CompletableFuture.completedStage(new ListingPage(List.of(LISTED), Optional.of("c2")));
    }

    @Override
    public CompletionStage<Integer> project(int max, Duration idleTimeout) {
      throw new AssertionError("operators project nothing");
    }

    @Override
    public CompletionStage<List<SessionKey>> claimDue(Instant now, Duration lease, int max) {
      throw new AssertionError("operators claim nothing");
    }

    @Override
    public CompletionStage<Boolean> damaged(SessionKey key, Damage damage, Instant now) {
      throw new AssertionError("operators damage nothing");
    }

    @Override
    public CompletionStage<Long> lookAgain(
        Instant now, Duration pause, int max, Duration idleTimeout) {
      throw new AssertionError("operators mend nothing here");
    }
  }

  @Test
  void sessions_are_listed_without_anybodys_name() {
    var page = port.get("/sessions?state=active&limit=3", 200);
    assertThat(page)
        .isEqualTo(
            JsonText.object(
                """
                {"sessions":[{"id":"s-1","tenant":"default","status":"active","turns":2,"events":7,
                  "agent":"support","startedAt":"2026-01-01T12:00:00.000Z",
                  "lastActivity":"2026-01-01T12:01:00.000Z"}],"next":"c2"}\
                """));
    assertThat(page.toString()).doesNotContain(NAME).doesNotContain("c-1");
    port.get("/sessions?tenant=larch", 200);
    assertThat(asked)
        .containsExactly("list default Optional[ACTIVE] 3", "list larch Optional.empty 50");
  }

  @Test
  void invalid_list_parameters_are_refused() {
    for (var wrong :
        List.of(
            "state=dead", "state=ACTIVE", "limit=0", "limit=201", "tenant=LARCH", "after=nonsense"))
      assertThat(port.get("/sessions?" + wrong, 400).get("type").asText())
          .as(wrong)
          .isEqualTo("/problems/invalid-request");
  }

  @Test
  void a_passivated_session_is_shown_from_the_index_and_not_woken() {
    cluster.place = new Place("17", Optional.empty(), Optional.of(false));
    assertThat(port.get("/sessions/default/s-1", 200))
        .isEqualTo(
            JsonText.object(
                """
                {"id":"s-1","tenant":"default","status":"active","turns":2,"events":7,"agent":"support",
                 "startedAt":"2026-01-01T12:00:00.000Z","lastActivity":"2026-01-01T12:01:00.000Z",
                 "turnOpen":true,"calls":{"running":1,"awaiting":0},"dueAt":"2026-01-01T12:01:00.000Z",
                 "where":{"shard":"17","awake":false},
                 "recordings":"https://chat.shop.example/recordings?session=s-1",
                 "conversation":"https://chat.shop.example/conversation?session=s-1"}\
                """));
    assertThat(asked).isEmpty();
  }

  @Test
  void an_active_session_reports_its_own_state() {
    sessions.inspection =
        Optional.of(new SessionInspection(Optional.of(view()), 4, 2, 1, 1, 2, 3, 5, 6));
    var told = port.get("/sessions/default/s-1", 200);
    assertThat(told)
        .isEqualTo(
            JsonText.object(
                """
                {"id":"s-1","tenant":"default","status":"active","turns":3,"events":12,"agent":"support",
                 "startedAt":"2026-01-01T12:00:00.000Z","lastActivity":"2026-01-01T12:02:00.000Z",
                 "turnOpen":true,"calls":{"running":1,"awaiting":2,"inDoubt":3},
                 "dueAt":"2026-01-01T12:01:00.000Z","turn":3,"attempt":2,"epoch":4,"waiting":1,
                 "readers":5,"errands":6,"tokens":{"input":100,"output":20},%s,
                 "recordings":"https://chat.shop.example/recordings?session=s-1",
                 "conversation":"https://chat.shop.example/conversation?session=s-1"}\
                """
                    .formatted(AWAKE)));
    assertThat(told.toString()).doesNotContain(NAME).doesNotContain("c-1");
    assertThat(asked).containsExactly("inspect default:s-1");
  }

  @Test
  void a_new_session_that_is_not_indexed_yet_is_shown() {
    known = Optional.empty();
    sessions.inspection =
        Optional.of(new SessionInspection(Optional.of(view()), 0, 0, 0, 0, 0, 0, 1, 0));
    assertThat(port.get("/sessions/default/s-1", 200).get("events").asInt()).isEqualTo(12);
    sessions.inspection =
        Optional.of(new SessionInspection(Optional.empty(), 0, 0, 0, 0, 0, 0, 0, 0));
    port.get("/sessions/default/s-1", 404);
  }

  @Test
  void damaged_and_silent_sessions_are_shown_from_the_index() {
    known =
        Optional.of(
            new SessionOverview.Known(
                LISTED,
                false,
                0,
                0,
                Optional.empty(),
                Optional.of(new Damage(5, Damage.Category.MISSING))));
    var told = port.get("/sessions/default/s-1", 200);
    assertThat(told.get("damage").toString()).isEqualTo("{\"kind\":\"missing\",\"seq\":5}");
    assertThat(told.get("turns").asInt()).isEqualTo(2);
    assertThat(told.has("readers")).isFalse();
  }

  @Test
  void the_node_of_any_session_id_is_shown() {
    assertThat(port.get("/sessions/default/s-1/where", 200).toString())
        .isEqualTo("{\"shard\":\"17\",\"node\":\"10.0.0.1:17355\",\"awake\":true}");
    cluster.place = new Place("17", Optional.of("10.0.0.2:17355"), Optional.empty());
    assertThat(port.get("/sessions/default/s-9/where", 200).has("awake")).isFalse();
  }

  @Test
  void a_session_is_ended_in_the_name_of_an_operator() {
    assertThat(port.post("/sessions/default/s-1/end", 202).toString()).isEqualTo("{\"seq\":9}");
    sessions.answer = new Answer.Refused(new Rejection(Rejection.Reason.ENDED, "over"));
    port.post("/sessions/default/s-1/end", 409);
    sessions.answer = new Answer.Refused(new Rejection(Rejection.Reason.NOT_STARTED, ""));
    port.post("/sessions/default/s-1/end", 404);
    sessions.answer = new Answer.Damaged(new Damage(1, Damage.Category.UNKNOWN));
    port.post("/sessions/default/s-1/end", 500);
  }

  @Test
  void only_known_sessions_are_woken() {
    port.post("/sessions/default/s-1/wake", 202);
    port.post("/sessions/default/s-2/wake", 404);
    assertThat(asked).containsExactly("wake default:s-1");
  }

  @Test
  void an_invalid_session_id_is_not_found() {
    for (var path : List.of("/sessions/LARCH/s-1", "/sessions/default/s%201", "/sessions/default/"))
      assertThat(port.get(path, 404).get("type").asText()).isEqualTo("/problems/session-not-found");
  }

  private static SessionView view() {
    return new SessionView(
        KEY,
        Status.ACTIVE,
        12,
        new AgentRef("support", 1),
        Channel.WEB,
        Optional.of(new Customer("c-1", Optional.of(NAME), true)),
        3,
        Optional.of(3),
        new UsageTotal(100, 20, 7, "EUR"),
        Optional.empty(),
        NOON,
        NOON.plusSeconds(120));
  }
}
