package io.parley.http.knowledge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.knowledge.site.KnowledgeSource;
import io.parley.core.knowledge.site.KnowledgeSources.State;
import io.parley.core.knowledge.site.SourceRun;
import io.parley.http.json.JsonText;
import java.time.Instant;
import java.util.List;

/// Sources and their runs as JSON.
final class SourceJson {
  private SourceJson() {}

  static ObjectNode all(List<State> states, Instant now) {
    var json = JsonText.object();
    var list = json.putArray("sources");
    states.forEach(state -> list.add(of(state, now)));
    return json;
  }

  static ObjectNode of(State state, Instant now) {
    var source = state.source();
    var reading = source.reading();
    var json =
        JsonText.object()
            .put("id", source.id())
            .put("kind", source.kind().word())
            .put("url", source.url().toString())
            .put("collection", source.collection());
    source.every().ifPresent(every -> json.put("everyMinutes", every.toMinutes()));
    reading.pages().ifPresent(pages -> json.put("pagesMax", pages));
    var paths = json.putArray("paths");
    reading.paths().forEach(paths::add);
    var labels = json.putArray("labels");
    reading.labels().forEach(labels::add);
    reading.language().ifPresent(language -> json.put("language", language));
    reading.login().ifPresent(login -> json.put("loginSecret", login.secret()));
    reading
        .login()
        .flatMap(KnowledgeSource.Login::user)
        .ifPresent(user -> json.put("loginUser", user));
    source.hook().ifPresent(hook -> json.put("hookSecret", hook));
    json.put("state", word(state, now)).put("pages", state.pages());
    state.nextRun().ifPresent(next -> json.put("nextRunAt", JsonText.time(next)));
    state.lastRun().ifPresent(run -> json.set("lastRun", of(run)));
    return json;
  }

  private static String word(State state, Instant now) {
    if (state.isRunning()) return "running";
    return state.nextRun().filter(next -> !next.isAfter(now)).isPresent() ? "waiting" : "idle";
  }

  static ObjectNode runs(List<SourceRun> runs) {
    var json = JsonText.object();
    var list = json.putArray("runs");
    runs.forEach(run -> list.add(of(run)));
    return json;
  }

  private static ObjectNode of(SourceRun run) {
    var json =
        JsonText.object()
            .put("id", run.id())
            .put("begunAt", JsonText.time(run.begunAt()))
            .put("force", run.isForced());
    run.endedAt().ifPresent(ended -> json.put("endedAt", JsonText.time(ended)));
    run.result().ifPresent(result -> put(json, result));
    return json;
  }

  private static void put(ObjectNode json, SourceRun.Result result) {
    json.put("requested", result.requested())
        .put("stored", result.stored())
        .put("unchanged", result.unchanged())
        .put("removed", result.removed())
        .put("held", result.held())
        .put("skipped", result.skipped())
        .put("failed", result.failed())
        .put("complete", result.isComplete());
    result.error().ifPresent(error -> json.put("error", error));
    var problems = json.putArray("problems");
    result.problems().forEach(problems::add);
  }
}
