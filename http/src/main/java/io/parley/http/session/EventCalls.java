package io.parley.http.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.Permission;
import io.parley.core.journal.Archive;
import io.parley.core.journal.Journal;
import io.parley.core.journal.RecordedEvent;
import io.parley.core.session.Role;
import io.parley.http.json.JsonText;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/// Reads events: page by page, as a stream that stays open, or from the archive.
final class EventCalls {
  private final Edge edge;
  private final Guard guard;
  private final Journal journal;
  private final Archive archive;
  private final EventStream stream;

  EventCalls(Edge edge, Guard guard, Journal journal, Archive archive) {
    this.edge = edge;
    this.guard = guard;
    this.journal = journal;
    this.archive = archive;
    this.stream = new EventStream(edge);
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/sessions/{id}/events", this::events),
        Endpoint.get("/v1/sessions/{id}/archive", this::archived));
  }

  private CompletionStage<HttpResponse> events(Call call) {
    var opened = guard.session(call, Permission.READ);
    if (EventStream.isWanted(call)) return stream.open(call, opened);
    long after = call.queryNumber("after", 0, Long.MAX_VALUE).orElse(0L);
    var readers = edge.settings().readers();
    int limit =
        call.queryNumber("limit", 1, readers.pageMax())
            .orElse((long) readers.pageDefault())
            .intValue();
    var role = opened.role();
    return edge.sessions()
        .view(opened.key())
        .thenApply(view -> Guard.requireReached(view.orElseThrow(Guard::notFound), after))
        .thenCompose(
            view ->
                journal
                    .read(opened.key(), after, limit)
                    .thenApply(events -> Replies.json(200, page(events, view.seq(), role))));
  }

  /// @param last number of the session's last event, whether or not it is in this page
  private static ObjectNode page(List<RecordedEvent> events, long last, Role role) {
    var json = JsonText.object();
    var array = json.putArray("events");
    events.forEach(recorded -> array.add(WireEvents.numbered(recorded, role)));
    long newest = events.isEmpty() ? last : Math.max(last, events.getLast().seq());
    return json.put("last", newest);
  }

  private CompletionStage<HttpResponse> archived(Call call) {
    var opened = guard.session(call, Permission.READ);
    var role = opened.role();
    return edge.sessions()
        .view(opened.key())
        .thenApply(view -> view.orElseThrow(Guard::notFound))
        .thenCompose(
            view ->
                archive
                    .fetch(
                        view.archived()
                            .orElseThrow(() -> new ProblemException(ProblemType.NOT_YET_ARCHIVED)))
                    .thenApply(
                        events -> {
                          var id = view.key().session().value();
                          return HttpResponse.create()
                              .withEntity(
                                  HttpEntities.createChunked(
                                      ContentTypes.APPLICATION_JSON, whole(id, events, role)))
                              .addHeader(Replies.noStore());
                        }));
  }

  /// Written piece by piece: the JSON of a long conversation is large.
  private static Source<ByteString, NotUsed> whole(
      String id, List<RecordedEvent> events, Role role) {
    return Source.from(events)
        .map(recorded -> JsonText.write(WireEvents.numbered(recorded, role)))
        .intersperse("{\"id\":\"" + id + "\",\"events\":[", ",", "]}")
        .map(ByteString::fromString);
  }
}
