package io.parley.operations.session;

import io.parley.core.fault.Stages;
import io.parley.core.journal.ListingPage;
import io.parley.core.journal.ListingQuery;
import io.parley.core.journal.SessionIndex;
import io.parley.core.journal.SessionListing.Status;
import io.parley.core.journal.SessionOverview;
import io.parley.core.journal.SessionOverview.Known;
import io.parley.core.party.Party;
import io.parley.core.session.SessionCommand;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.problem.Problems;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.operations.cluster.ClusterControls;
import io.parley.operations.cluster.ClusterControls.Place;
import io.parley.sessions.Answer;
import io.parley.sessions.SessionInspection;
import java.net.URI;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// `/sessions`: lists sessions, shows where one is and what it does, ends it, or nudges it. Reading
/// wakes no session: a sleeping one is described from the index, and only an awake one is asked.
public final class SessionOperations {
  private static final int ACCEPTED = 202;
  private static final long LIMIT = 50;

  /// The reason that the session's readers see.
  private static final String REASON = "ended-by-operator";

  private final SessionIndex index;
  private final SessionOverview overview;
  private final ClusterControls cluster;
  private final OperatedSessions sessions;
  private final Optional<URI> pages;
  private final InstantSource clock;

  private SessionOperations(
      SessionIndex index,
      SessionOverview overview,
      ClusterControls cluster,
      OperatedSessions sessions,
      Optional<URI> pages,
      InstantSource clock) {
    this.index = index;
    this.overview = overview;
    this.cluster = cluster;
    this.sessions = sessions;
    this.pages = pages;
    this.clock = clock;
  }

  /// @param pages the address of this installation's pages, where it is known
  public static List<Endpoint> of(
      SessionIndex index,
      SessionOverview overview,
      ClusterControls cluster,
      OperatedSessions sessions,
      Optional<URI> pages,
      InstantSource clock) {
    var calls = new SessionOperations(index, overview, cluster, sessions, pages, clock);
    return List.of(
        Endpoint.get("/sessions", calls::list),
        Endpoint.get("/sessions/{tenant}/{id}", calls::inspect),
        Endpoint.get("/sessions/{tenant}/{id}/where", calls::where),
        Endpoint.post("/sessions/{tenant}/{id}/end", calls::end),
        Endpoint.post("/sessions/{tenant}/{id}/wake", calls::wake));
  }

  private CompletionStage<HttpResponse> list(Call call) {
    var query =
        new ListingQuery(
            tenant(call.query("tenant").orElse(TenantId.DEFAULT.value())),
            call.query("state").map(SessionOperations::status),
            Optional.empty(),
            call.query("after"),
            call.queryNumber("limit", 1, ListingQuery.LIMIT_MAX).orElse(LIMIT).intValue());
    return index
        .list(query)
        .exceptionally(SessionOperations::foreignCursor)
        .thenApply(
            page -> {
              var json = JsonText.object();
              var listed = json.putArray("sessions");
              page.sessions().forEach(session -> listed.add(OperatedViews.listing(session)));
              page.next().ifPresent(next -> json.put("next", next));
              return Replies.json(200, json);
            });
  }

  private static ListingPage foreignCursor(Throwable failure) {
    var cause = Stages.cause(failure);
    if (cause instanceof IllegalArgumentException foreign)
      throw new Malformed(foreign.getMessage());
    throw new CompletionException(cause);
  }

  private CompletionStage<HttpResponse> inspect(Call call) {
    var key = key(call);
    return overview
        .find(key)
        .thenCombine(cluster.place(key), Seen::new)
        .thenCompose(
            seen ->
                seen.isAwake()
                    ? asked(key).thenApply(says -> OperatedViews.session(key, seen, says))
                    : CompletableFuture.completedStage(
                        OperatedViews.session(key, seen, Optional.empty())))
        .thenApply(
            json -> {
              // a brand-new session is not indexed yet; an entity without a session is awake only
              // while it answers
              if (!json.has("status")) throw new ProblemException(ProblemType.SESSION_NOT_FOUND);
              pages.ifPresent(
                  address ->
                      json.put("recordings", page(address, "recordings", key))
                          .put("conversation", page(address, "conversation", key)));
              return Replies.json(200, json);
            });
  }

  /// A page about a session, which asks for a token of its own.
  private static String page(URI pages, String name, SessionKey key) {
    return "%s/%s?session=%s".formatted(pages, name, key.session().value());
  }

  /// @param known by the index
  record Seen(Optional<Known> known, Place place) {
    boolean isAwake() {
      return place.awake().orElse(false);
    }
  }

  /// A session that does not answer, because it is damaged or moving, is described from the index.
  private CompletionStage<Optional<SessionInspection>> asked(SessionKey key) {
    return sessions.inspect(key).handle((says, _) -> Optional.ofNullable(says));
  }

  private CompletionStage<HttpResponse> where(Call call) {
    return cluster
        .place(key(call))
        .thenApply(place -> Replies.json(200, OperatedViews.place(place)));
  }

  private CompletionStage<HttpResponse> end(Call call) {
    var end = new SessionCommand.End(Optional.empty(), REASON, Party.OPERATOR, "", clock.instant());
    return sessions
        .ask(key(call), end, call.id().value())
        .thenApply(
            answer ->
                switch (answer) {
                  case Answer.Stored(long seq) ->
                      Replies.json(ACCEPTED, JsonText.object().put("seq", seq));
                  case Answer.Refused(var rejection) ->
                      throw new ProblemException(Problems.of(rejection));
                  case Answer.Limited(var limit) -> throw new ProblemException(Problems.of(limit));
                  case Answer.Damaged _ -> throw new ProblemException(ProblemType.SESSION_DAMAGED);
                });
  }

  private CompletionStage<HttpResponse> wake(Call call) {
    var key = key(call);
    return overview
        .find(key)
        .thenApply(
            known -> {
              if (known.isEmpty()) throw new ProblemException(ProblemType.SESSION_NOT_FOUND);
              sessions.wakeUp(key);
              return Replies.json(ACCEPTED, JsonText.object().put("status", "waking"));
            });
  }

  private static Status status(String text) {
    return Arrays.stream(Status.values())
        .filter(status -> status.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(
            () -> new Malformed("the query parameter state (expected: active, ended or archived)"));
  }

  private static TenantId tenant(String text) {
    try {
      return new TenantId(text);
    } catch (IllegalArgumentException otherForm) {
      throw new Malformed("the query parameter tenant (expected: a tenant's id)");
    }
  }

  private static SessionKey key(Call call) {
    try {
      return SessionKey.parse(call.value("tenant") + ":" + call.value("id"));
    } catch (IllegalArgumentException invalid) {
      throw new ProblemException(ProblemType.SESSION_NOT_FOUND);
    }
  }
}
