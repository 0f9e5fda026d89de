package io.parley.http.session;

import io.parley.core.access.Permission;
import io.parley.core.journal.Journal;
import io.parley.core.journal.RecordedEvent;
import io.parley.core.session.AgentCommand;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.WordsCheck;
import io.parley.core.tenant.SessionKey;
import io.parley.http.json.Fields;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// People of the company write what was really said in a call, and get its word errors. The session
/// keeps the numbers, and not the words.
final class WordCalls {
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");
  private static final int NUMBER_MAX = 9;
  private static final int UTTERANCES_MAX = 200;
  private static final int PAGE = 1_000;

  private final Edge edge;
  private final Guard guard;
  private final Journal journal;

  WordCalls(Edge edge, Guard guard, Journal journal) {
    this.edge = edge;
    this.guard = guard;
    this.journal = journal;
  }

  Endpoint endpoint() {
    return Endpoint.post("/v1/sessions/{id}/call/words", this::check);
  }

  /// @param call its id; empty: the newest; @param said by number of the utterance's event
  private record Wanted(String id, Optional<String> call, Map<Long, String> said) {}

  private Wanted wanted(Fields fields) {
    var id = fields.idOrNew("id");
    var call = fields.optionalText("call", edge.settings().text().saidMax());
    var texts = fields.texts("said", UTTERANCES_MAX, NUMBER_MAX, edge.settings().text().saidMax());
    if (texts.isEmpty())
      throw new Malformed("said is missing (expected: texts by number of the event)");
    var said = new LinkedHashMap<Long, String>();
    texts.forEach((number, text) -> said.put(number(number), text));
    return new Wanted(id, call, said);
  }

  private static Long number(String name) {
    if (!NUMBER.matcher(name).matches())
      throw new Malformed("a name in said is no number of an event (expected: such as 12)");
    return Long.valueOf(name);
  }

  private CompletionStage<HttpResponse> check(Call call) {
    var opened = guard.session(call, Permission.LEAD);
    return call.json()
        .thenApply(this::wanted)
        .thenCompose(
            wanted ->
                edge.sessions()
                    .view(opened.key())
                    .thenApply(view -> view.orElseThrow(Guard::notFound))
                    .thenCompose(_ -> events(opened.key(), new ArrayList<>()))
                    .thenApply(events -> compared(wanted, events))
                    .thenCompose(words -> store(opened, wanted.id(), words, call)));
  }

  /// @param read so far
  private CompletionStage<List<SessionEvent>> events(SessionKey key, List<SessionEvent> read) {
    return journal
        .read(key, read.size(), PAGE)
        .thenCompose(
            page -> {
              page.stream().map(RecordedEvent::event).forEach(read::add);
              return page.size() < PAGE
                  ? CompletableFuture.completedStage(read)
                  : events(key, read);
            });
  }

  private static WordsCheck.Compared compared(Wanted wanted, List<SessionEvent> events) {
    if (WordsCheck.isFull(events, wanted.id()))
      throw new ProblemException(
          ProblemDetail.of(
              ProblemType.LIMIT_REACHED,
              "the session has %d comparisons of words (expected: fewer)"
                  .formatted(WordsCheck.COUNT_MAX)));
    return switch (WordsCheck.of(events, wanted.call(), wanted.said())) {
      case WordsCheck.Compared words -> words;
      case WordsCheck.NoSuchCall() -> throw new ProblemException(ProblemType.NO_SUCH_CALL);
      case WordsCheck.NotSpoken(var seq) ->
          throw new Malformed(
              "event %d has no spoken words of that call (expected: said by customer)"
                  .formatted(seq));
    };
  }

  private CompletionStage<HttpResponse> store(
      Guard.Opened opened, String id, WordsCheck.Compared words, Call call) {
    var now = edge.clock().instant();
    var command = new AgentCommand.CheckWords(id, opened.role().party(), words, now);
    return Asking.stored(edge, opened, command, call)
        .thenApply(
            seq ->
                Replies.json(
                    202,
                    WordErrorsJson.into(
                        JsonText.object().put("id", id).put("seq", seq).put("call", words.call()),
                        words.utterances(),
                        words.right(),
                        words.errors())));
  }
}
