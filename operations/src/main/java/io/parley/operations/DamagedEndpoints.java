package io.parley.operations;

import io.parley.core.journal.DamagedSessions;
import io.parley.core.tenant.SessionKey;
import io.parley.http.json.JsonText;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// `/damaged-sessions`: lists them, and marks one as repaired. Shows the damage of each, never a
/// customer's words.
public final class DamagedEndpoints {
  private static final int LIMIT_MAX = 1_000;
  private static final long LIMIT = 100;
  private static final int ACCEPTED = 202;

  private final DamagedSessions sessions;
  private final InstantSource clock;

  private DamagedEndpoints(DamagedSessions sessions, InstantSource clock) {
    this.sessions = sessions;
    this.clock = clock;
  }

  public static List<Endpoint> of(DamagedSessions sessions, InstantSource clock) {
    var calls = new DamagedEndpoints(sessions, clock);
    return List.of(
        Endpoint.get("/damaged-sessions", calls::list),
        Endpoint.post("/damaged-sessions/{tenant}/{id}/retry", calls::retry));
  }

  private CompletionStage<HttpResponse> list(Call call) {
    int limit = call.queryNumber("limit", 1, LIMIT_MAX).orElse(LIMIT).intValue();
    return sessions.list(limit).thenApply(DamagedEndpoints::page);
  }

  private static HttpResponse page(DamagedSessions.Page page) {
    var json = JsonText.object();
    var listed = json.putArray("sessions");
    for (var session : page.sessions())
      listed
          .addObject()
          .put("id", session.key().session().value())
          .put("tenant", session.key().tenant().value())
          .put("kind", session.damage().category().name().toLowerCase(Locale.ROOT))
          .put("seq", session.damage().seq())
          .put("since", JsonText.time(session.since()))
          .put("looks", session.looks())
          .put("lookAt", JsonText.time(session.lookAt()));
    return Replies.json(200, json.put("total", page.total()));
  }

  private CompletionStage<HttpResponse> retry(Call call) {
    var now = clock.instant();
    return sessions
        .retry(key(call), now)
        .thenApply(
            isKnown -> {
              if (!isKnown) throw new ProblemException(ProblemType.NOT_FOUND);
              return Replies.json(ACCEPTED, JsonText.object().put("lookAt", JsonText.time(now)));
            });
  }

  private static SessionKey key(Call call) {
    try {
      return SessionKey.parse(call.value("tenant") + ":" + call.value("id"));
    } catch (IllegalArgumentException invalid) {
      throw new ProblemException(ProblemType.NOT_FOUND);
    }
  }
}
