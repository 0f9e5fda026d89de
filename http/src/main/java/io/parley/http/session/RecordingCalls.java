package io.parley.http.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.Permission;
import io.parley.core.recording.Recording;
import io.parley.core.recording.Recordings;
import io.parley.core.tenant.SessionKey;
import io.parley.http.json.JsonText;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// Recordings of a session's calls, for people of the company: listed, played, erased.
final class RecordingCalls {
  private final Guard guard;
  private final Recordings recordings;
  private final RecordingSound sound;
  private final InstantSource clock;

  RecordingCalls(Guard guard, Recordings recordings, InstantSource clock) {
    this.guard = guard;
    this.recordings = recordings;
    this.sound = new RecordingSound(recordings);
    this.clock = clock;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/sessions/{id}/recordings", this::list),
        Endpoint.get("/v1/sessions/{id}/recordings/{recording}", this::play),
        Endpoint.delete("/v1/sessions/{id}/recordings", this::erase));
  }

  private SessionKey session(Call call) {
    var opened = guard.session(call, Permission.READ);
    Guard.require(Permission.OVERSEE, opened.principal());
    return opened.key();
  }

  private CompletionStage<HttpResponse> list(Call call) {
    return recordings
        .list(session(call))
        .thenApply(
            all -> {
              var now = clock.instant();
              var list = JsonText.array();
              all.forEach(recording -> list.add(json(recording, now)));
              return Replies.json(200, JsonText.object().set("recordings", list));
            });
  }

  private static ObjectNode json(Recording recording, Instant now) {
    var json =
        JsonText.object()
            .put("id", recording.id())
            .put("began", JsonText.time(recording.began()))
            .put("complete", recording.length().isPresent())
            .put("state", JsonText.word(recording.state(now)))
            .put("millis", recording.end().toMillis());
    var gaps = json.putArray("gaps");
    for (var gap : recording.gaps())
      gaps.addObject()
          .put("from", JsonText.time(recording.began().plus(gap.from())))
          .put("to", JsonText.time(recording.began().plus(gap.to())));
    return json;
  }

  private CompletionStage<HttpResponse> play(Call call) {
    var session = session(call);
    var id = call.value("recording");
    return recordings
        .list(session)
        .thenApply(
            all ->
                all.stream()
                    .filter(recording -> recording.id().equals(id))
                    .findFirst()
                    .map(recording -> sound.answer(call, session, recording))
                    .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND)));
  }

  private CompletionStage<HttpResponse> erase(Call call) {
    var opened = guard.session(call, Permission.ERASE);
    return recordings
        .erase(opened.key(), guard.act(call, opened.principal()))
        .thenApply(count -> Replies.json(200, JsonText.object().put("erased", count)));
  }
}
