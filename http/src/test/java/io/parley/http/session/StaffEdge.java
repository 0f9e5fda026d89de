package io.parley.http.session;

import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.core.access.Permission;
import io.parley.core.party.Party;
import io.parley.core.session.SessionCommand;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tool.FormReply;
import io.parley.core.trace.TraceParent;
import io.parley.http.json.JsonText;
import io.parley.http.limit.KnownAddresses;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.http.route.RequestTraces;
import io.parley.http.site.Sites;
import io.parley.http.token.Tokens;
import io.parley.sessions.Answer;
import io.parley.sessions.CallShown;
import io.parley.sessions.Heard;
import io.parley.sessions.Prepare;
import io.parley.sessions.SessionPort;
import io.parley.sessions.SessionView;
import io.parley.sessions.entry.Entry;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/// An edge for staff endpoints that need no session.
public final class StaffEdge {
  private StaffEdge() {}

  public static Edge of(Tokens tokens, Clock clock) {
    var settings = EdgeSettings.from(ConfigFactory.defaultReference().resolve());
    var metrics = new EdgeMetrics(new SimpleMeterRegistry());
    var entry = new Entry(new NoSessions(), settings.entry(), metrics, clock);
    return new Edge(
        settings,
        entry,
        tokens,
        new KnownAddresses(),
        new Sites(),
        metrics,
        RequestTraces.NONE,
        clock);
  }

  /// `GET /who`, which tells staff about itself.
  public static Endpoint who(Edge edge) {
    var guard = new Guard(edge);
    return Endpoint.get(
        "/who",
        call -> {
          var staff = guard.staff(call, Permission.OVERSEE);
          return CompletableFuture.completedStage(
              Replies.json(
                  200,
                  JsonText.object()
                      .put("tenant", staff.tenant().value())
                      .put("permissions", staff.permissions().size())));
        });
  }

  private static final class NoSessions implements SessionPort {
    @Override
    public CompletionStage<Answer> ask(
        SessionKey key, SessionCommand command, String requestId, Optional<TraceParent> trace) {
      throw new UnsupportedOperationException("there are no sessions here");
    }

    @Override
    public CompletionStage<Optional<SessionView>> view(SessionKey key) {
      return CompletableFuture.completedStage(Optional.empty());
    }

    @Override
    public Source<Heard, NotUsed> listen(SessionKey key, long after) {
      return Source.empty();
    }

    @Override
    public void typing(SessionKey key, Party by) {
      throw new UnsupportedOperationException("there are no sessions here");
    }

    @Override
    public int awake() {
      return 0;
    }

    @Override
    public void fill(SessionKey key, String form, FormReply reply) {
      throw new UnsupportedOperationException("there are no sessions here");
    }

    @Override
    public void showCall(SessionKey key, CallShown shown) {
      throw new UnsupportedOperationException("there are no sessions here");
    }

    @Override
    public void prepare(SessionKey key, Prepare words) {
      throw new UnsupportedOperationException("there are no sessions here");
    }

    @Override
    public void unprepare(SessionKey key, String id) {
      throw new UnsupportedOperationException("there are no sessions here");
    }

    @Override
    public int nodes() {
      return 1;
    }
  }
}
