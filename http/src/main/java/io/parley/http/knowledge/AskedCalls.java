package io.parley.http.knowledge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.Permission;
import io.parley.core.fault.Stages;
import io.parley.core.knowledge.Article;
import io.parley.core.knowledge.KnowledgeCollection;
import io.parley.core.knowledge.asked.AnswerProposals;
import io.parley.core.knowledge.asked.AskedGroup;
import io.parley.core.knowledge.asked.AskedQuestion;
import io.parley.core.knowledge.asked.AskedState;
import io.parley.core.knowledge.asked.AskedStore;
import io.parley.core.knowledge.document.DocumentDraft;
import io.parley.core.model.ModelFailure;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.TenantId;
import io.parley.http.json.Fields;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.http.session.Guard;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// `/v1/knowledge/asked`: groups of questions that were not answered. Only a person's approval
/// makes a document of a draft.
final class AskedCalls {
  private static final String UNKNOWN_LANGUAGE = "und";
  private static final int PAGE = 20;
  private static final int OFFSET_MAX = 1_000_000;
  private static final int ANSWER_MAX = 20_000;
  private static final int NAME_MAX = 63;

  /// More than a proposal may take.
  private static final Duration PROPOSAL_MAX = Duration.ofSeconds(90);

  private final Guard guard;
  private final KnowledgeStores stores;

  /// A text that a person wrote.
  private record Text(String question, String answer) {}

  private AskedCalls(Guard guard, KnowledgeStores stores) {
    this.guard = guard;
    this.stores = stores;
  }

  static List<Endpoint> of(Guard guard, KnowledgeStores stores) {
    var calls = new AskedCalls(guard, stores);
    var one = "/v1/knowledge/asked/{id}";
    return List.of(
        Endpoint.get("/v1/knowledge/asked", calls::list),
        Endpoint.get(one, calls::show),
        Endpoint.put(one + "/draft", calls::draft),
        Endpoint.post(one + "/approval", calls::approve),
        Endpoint.post(one + "/proposal", calls::propose),
        Endpoint.put(one + "/state", calls::move),
        Endpoint.post(one + "/merge", calls::merge),
        Endpoint.delete("/v1/knowledge/asked/sessions/{session}", calls::forget));
  }

  private CompletionStage<HttpResponse> list(Call call) {
    var tenant = KnowledgeEndpoints.curator(guard, call).tenant();
    var state = call.query("state").map(AskedCalls::state).orElse(AskedState.OPEN);
    int offset = call.queryNumber("offset", 0, OFFSET_MAX).orElse(0L).intValue();
    int limit = call.queryNumber("limit", 1, AskedStore.LIMIT_MAX).orElse((long) PAGE).intValue();
    return stores
        .asked()
        .list(tenant, state, offset, limit)
        .thenApply(
            groups -> {
              var json = JsonText.object().put("proposals", stores.proposals().isPresent());
              var all = json.putArray("groups");
              groups.forEach(group -> all.add(json(group)));
              if (groups.size() == limit) json.put("next", offset + limit);
              return KnowledgeJson.ok(json);
            });
  }

  private static AskedState state(String word) {
    return AskedState.of(word)
        .orElseThrow(() -> new Malformed("unknown state (expected: open, answered or dismissed)"));
  }

  private static long id(Call call) {
    return Call.number("the id", call.value("id"), 1, Long.MAX_VALUE);
  }

  private CompletionStage<HttpResponse> show(Call call) {
    return reply(KnowledgeEndpoints.curator(guard, call).tenant(), id(call));
  }

  private CompletionStage<HttpResponse> reply(TenantId tenant, long id) {
    return stores.asked().find(tenant, id).thenApply(group -> KnowledgeJson.ok(json(there(group))));
  }

  private static AskedGroup there(Optional<AskedGroup> group) {
    return group.orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND));
  }

  private CompletionStage<HttpResponse> draft(Call call) {
    var tenant = KnowledgeEndpoints.curator(guard, call).tenant();
    long id = id(call);
    return call.json()
        .thenApply(fields -> text(fields.only("question", "answer")))
        .thenCompose(text -> stores.asked().draft(tenant, id, text.question(), text.answer()))
        .thenCompose(_ -> reply(tenant, id));
  }

  private static Text text(Fields fields) {
    var question = fields.text("question", DocumentCalls.TITLE_MAX).strip();
    var answer = fields.text("answer", ANSWER_MAX).strip();
    if (question.isEmpty() || answer.isEmpty())
      throw new Malformed("question or answer is blank (expected: words)");
    return new Text(question, answer);
  }

  /// The document is stored before the group counts as answered: a repetition completes both.
  private CompletionStage<HttpResponse> approve(Call call) {
    var staff = KnowledgeEndpoints.curator(guard, call);
    var tenant = staff.tenant();
    long id = id(call);
    return call.json()
        .thenCompose(
            fields -> {
              var text = text(fields.only("question", "answer", "collection"));
              var collection =
                  fields.optionalText("collection", NAME_MAX).orElse(KnowledgeCollection.DEFAULT);
              return stores
                  .asked()
                  .find(tenant, id)
                  .thenApply(group -> document(there(group), collection, text))
                  .thenCompose(
                      draft ->
                          stores
                              .documents()
                              .write(
                                  tenant,
                                  draft,
                                  Optional.empty(),
                                  staff.party(),
                                  guard.act(call, staff))
                              .thenApply(KnowledgeJson::written)
                              .thenCompose(
                                  json -> answered(tenant, id, text, draft.article().ref(), json)));
            });
  }

  private CompletionStage<HttpResponse> answered(
      TenantId tenant, long id, Text text, String ref, ObjectNode written) {
    return stores
        .asked()
        .draft(tenant, id, text.question(), text.answer())
        .thenCompose(_ -> stores.asked().move(tenant, id, AskedState.ANSWERED, Optional.of(ref)))
        .thenApply(_ -> KnowledgeJson.ok(written));
  }

  private static DocumentDraft document(AskedGroup group, String collection, Text text) {
    var language = Optional.of(group.language()).filter(tag -> !tag.equals(UNKNOWN_LANGUAGE));
    return new DocumentDraft(
        new Article(
            group.ref().orElse("asked-" + group.id()),
            collection,
            text.question(),
            List.of(),
            language,
            text.answer()),
        Optional.empty());
  }

  /// Nothing is stored: a person saves or publishes the text, or does not.
  private CompletionStage<HttpResponse> propose(Call call) {
    var tenant = KnowledgeEndpoints.curator(guard, call).tenant();
    long id = id(call);
    var proposals =
        stores
            .proposals()
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemDetail.of(
                            ProblemType.NOT_FOUND,
                            "there is no language model (expected: one in"
                                + " parley.models.routes.summary)")));
    call.answerWithin(PROPOSAL_MAX);
    return stores
        .asked()
        .find(tenant, id)
        .thenCompose(group -> proposals.of(tenant, there(group)))
        .exceptionallyCompose(
            failure -> CompletableFuture.failedStage(AskedCalls.notProposed(failure)))
        .thenApply(AskedCalls::json);
  }

  private static Throwable notProposed(Throwable failure) {
    var cause = Stages.cause(failure);
    if (!(cause instanceof ModelFailure model)) return cause;
    return new ProblemException(
        switch (model.category()) {
          case BUDGET_SPENT -> ProblemType.BUDGET_EXHAUSTED;
          case FILTERED -> ProblemType.CONTENT_FILTERED;
          case UNAVAILABLE, RATE_LIMITED, TIMEOUT, REFUSED, DENIED, GARBAGE, UNUSABLE ->
              ProblemType.MODEL_UNAVAILABLE;
        });
  }

  private static HttpResponse json(Optional<AnswerProposals.Proposal> proposal) {
    var json = JsonText.object();
    proposal.ifPresent(
        it -> {
          json.put("answer", it.answer()).put("model", it.model());
          var refs = json.putArray("refs");
          it.refs().forEach(refs::add);
        });
    return KnowledgeJson.ok(json);
  }

  private CompletionStage<HttpResponse> move(Call call) {
    var tenant = KnowledgeEndpoints.curator(guard, call).tenant();
    long id = id(call);
    return call.json()
        .thenApply(fields -> state(fields.only("state").text("state", NAME_MAX)))
        .thenCompose(
            state -> {
              if (state == AskedState.ANSWERED)
                throw new Malformed(
                    "a group is answered by its approval (expected: open or dismissed)");
              return stores.asked().move(tenant, id, state, Optional.empty());
            })
        .thenCompose(_ -> reply(tenant, id));
  }

  private CompletionStage<HttpResponse> merge(Call call) {
    var tenant = KnowledgeEndpoints.curator(guard, call).tenant();
    long id = id(call);
    return call.json()
        .thenCompose(
            fields -> {
              long into = fields.only("into").integer("into", 1, Integer.MAX_VALUE);
              if (into == id) throw new Malformed("into is the group itself (expected: another)");
              return stores
                  .asked()
                  .merge(tenant, id, into)
                  .thenCompose(
                      merged -> {
                        if (!merged) throw new ProblemException(ProblemType.NOT_FOUND);
                        return reply(tenant, into);
                      });
            });
  }

  private CompletionStage<HttpResponse> forget(Call call) {
    var staff = guard.staff(call, Permission.ERASE);
    var session = call.decoded("session");
    if (!SessionId.isValid(session)) throw Guard.notFound();
    return stores
        .asked()
        .forget(staff.tenant(), new SessionId(session), guard.act(call, staff))
        .thenApply(count -> Replies.json(200, JsonText.object().put("erased", count)));
  }

  private static ObjectNode json(AskedGroup group) {
    var json =
        JsonText.object()
            .put("id", group.id())
            .put("state", group.state().word())
            .put("language", group.language())
            .put("count", group.count())
            .put("lastAskedAt", JsonText.time(group.lastAsked()));
    group.ref().ifPresent(ref -> json.put("ref", ref));
    group
        .draft()
        .ifPresent(
            draft ->
                json.putObject("draft")
                    .put("question", draft.question())
                    .put("answer", draft.answer())
                    .put("proposed", draft.proposed()));
    var examples = json.putArray("examples");
    for (var question : group.examples()) examples.add(json(question));
    return json;
  }

  private static ObjectNode json(AskedQuestion question) {
    var json =
        JsonText.object()
            .put("text", question.text())
            .put("agent", question.agent())
            .put("session", question.session().value())
            .put("turn", question.turn())
            .put("askedAt", JsonText.time(question.at()));
    var reasons = json.putArray("reasons");
    question.reasons().stream().map(reason -> reason.word()).sorted().forEach(reasons::add);
    question.answer().ifPresent(answer -> json.put("answer", answer));
    return json;
  }
}
