package io.parley.http.knowledge;

import io.parley.core.agent.AgentPresentation;
import io.parley.core.knowledge.Article;
import io.parley.core.knowledge.KnowledgeCollection;
import io.parley.core.knowledge.document.Document;
import io.parley.core.knowledge.document.DocumentDraft;
import io.parley.core.knowledge.document.DocumentQuery;
import io.parley.core.knowledge.document.DocumentRefs;
import io.parley.http.json.Fields;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Call.BodyLimits;
import io.parley.http.route.Endpoint;
import io.parley.http.session.Guard;
import io.parley.sessions.entry.OrganisationQuotas;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// `/v1/knowledge/documents`: single documents as JSON with Markdown.
final class DocumentCalls {
  static final int TITLE_MAX = 300;
  static final int LABEL_MAX = 64;
  static final int LABELS_MAX = 32;
  private static final int SOURCE_MAX = 2_000;
  private static final int PAGE = 50;
  private static final int REF_MAX = 500;

  /// JSON may write one character as six bytes.
  private static final int BYTES_OF_CHAR = 6;

  private static final int OTHER_FIELDS_BYTES = 65_536;
  private static final Duration ARRIVAL = Duration.ofMinutes(1);

  private final Guard guard;
  private final KnowledgeStores stores;
  private final OrganisationQuotas quotas;

  private DocumentCalls(Guard guard, KnowledgeStores stores, OrganisationQuotas quotas) {
    this.guard = guard;
    this.stores = stores;
    this.quotas = quotas;
  }

  static List<Endpoint> of(Guard guard, KnowledgeStores stores, OrganisationQuotas quotas) {
    var calls = new DocumentCalls(guard, stores, quotas);
    var one = "/v1/knowledge/documents/{ref}";
    return List.of(
        Endpoint.get("/v1/knowledge/documents", calls::list),
        Endpoint.get(one, calls::show),
        Endpoint.put(one, calls::write),
        Endpoint.delete(one, calls::delete),
        Endpoint.get(one + "/versions", calls::versions),
        Endpoint.get(one + "/versions/{version}", calls::version));
  }

  private CompletionStage<HttpResponse> list(Call call) {
    var query =
        new DocumentQuery(
            guard.staff(call).tenant(),
            given(call, "collection"),
            given(call, "label"),
            given(call, "text"),
            given(call, "after"),
            call.queryNumber("limit", 1, DocumentQuery.LIMIT_MAX).orElse((long) PAGE).intValue());
    return stores.documents().list(query).thenApply(found -> page(found, query.limit()));
  }

  private static Optional<String> given(Call call, String name) {
    return call.query(name)
        .map(
            value -> {
              if (value.isEmpty() || value.length() > REF_MAX || value.indexOf('\0') >= 0)
                throw new Malformed(
                    "the query parameter %s is not 1 to %d characters".formatted(name, REF_MAX));
              return value;
            });
  }

  private static HttpResponse page(List<Document> found, int limit) {
    var json = JsonText.object();
    var list = json.putArray("documents");
    found.forEach(document -> list.add(KnowledgeJson.listed(document)));
    if (found.size() == limit) json.put("next", found.getLast().article().ref());
    return KnowledgeJson.ok(json);
  }

  private CompletionStage<HttpResponse> show(Call call) {
    var tenant = guard.staff(call).tenant();
    return stores.documents().find(tenant, call.decoded("ref")).thenApply(DocumentCalls::whole);
  }

  private CompletionStage<HttpResponse> version(Call call) {
    var tenant = guard.staff(call).tenant();
    int version = (int) Call.number("the version", call.value("version"), 1, Integer.MAX_VALUE);
    return stores
        .documents()
        .find(tenant, call.decoded("ref"), version)
        .thenApply(DocumentCalls::whole);
  }

  private static HttpResponse whole(Optional<Document> document) {
    return KnowledgeJson.ok(
        KnowledgeJson.whole(
            document.orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND))));
  }

  private CompletionStage<HttpResponse> versions(Call call) {
    var tenant = guard.staff(call).tenant();
    return stores
        .documents()
        .versions(tenant, call.decoded("ref"))
        .thenApply(
            versions -> {
              if (versions.isEmpty()) throw new ProblemException(ProblemType.NOT_FOUND);
              var json = JsonText.object();
              var list = json.putArray("versions");
              versions.forEach(each -> list.add(KnowledgeJson.listed(each)));
              return KnowledgeJson.ok(json);
            });
  }

  private CompletionStage<HttpResponse> write(Call call) {
    var staff = KnowledgeEndpoints.curator(guard, call);
    var ref = call.decoded("ref");
    if (!DocumentRefs.isRef(ref))
      throw new Malformed(
          "the ref has another form (expected: 1 to %d letters, digits, dots, hyphens and"
                  .formatted(DocumentRefs.LENGTH_MAX)
              + " underscores, a letter or digit first)");
    long bytes = (long) stores.limits().charsMax() * BYTES_OF_CHAR + OTHER_FIELDS_BYTES;
    return quotas
        .upload(staff.tenant())
        .thenCompose(_ -> call.json(new BodyLimits(bytes, ARRIVAL)))
        .thenCompose(
            fields ->
                stores
                    .documents()
                    .write(
                        staff.tenant(),
                        draft(ref, fields),
                        expected(fields),
                        staff.party(),
                        guard.act(call, staff)))
        .thenApply(written -> KnowledgeJson.ok(KnowledgeJson.written(written)));
  }

  private DocumentDraft draft(String ref, Fields fields) {
    fields.only("title", "body", "collection", "labels", "language", "source", "version");
    var collection = fields.optionalText("collection", REF_MAX).orElse(KnowledgeCollection.DEFAULT);
    var body = fields.text("body", stores.limits().charsMax());
    if (body.isBlank()) throw new Malformed("body is blank (expected: Markdown)");
    var title = fields.text("title", TITLE_MAX).strip();
    if (title.isEmpty()) throw new Malformed("title is blank (expected: words)");
    return new DocumentDraft(
        new Article(
            ref,
            collection,
            title,
            labels(fields),
            fields.optionalText("language", REF_MAX).map(DocumentCalls::language),
            body),
        fields.optionalText("source", SOURCE_MAX).filter(source -> !source.isBlank()));
  }

  private static Optional<Integer> expected(Fields fields) {
    return fields.value("version").map(_ -> fields.integer("version", 0, Integer.MAX_VALUE));
  }

  static String language(String value) {
    if (!AgentPresentation.isLanguage(value))
      throw new Malformed("language is not a language tag (expected: de, pt-BR …)");
    return Locale.forLanguageTag(value).toLanguageTag();
  }

  static List<String> labels(Fields fields) {
    return labels(texts(fields, "labels"));
  }

  /// An array of strings; empty when absent.
  static List<String> texts(Fields fields, String name) {
    var value = fields.value(name);
    if (value.isEmpty()) return List.of();
    if (!value.get().isArray()) throw new Malformed(name + " is not an array (expected: […])");
    var texts = new ArrayList<String>();
    for (var each : value.get()) {
      if (!each.isTextual()) throw new Malformed("an entry of " + name + " is not a string");
      texts.add(each.textValue());
    }
    return texts;
  }

  /// Each once, in order.
  static List<String> labels(List<String> labels) {
    if (labels.size() > LABELS_MAX)
      throw Malformed.tooLong(
          "there are %d labels (expected: ≤ %d)".formatted(labels.size(), LABELS_MAX));
    for (var label : labels)
      if (label.isBlank() || label.length() > LABEL_MAX || label.indexOf('\0') >= 0)
        throw new Malformed("a label is not 1 to %d characters".formatted(LABEL_MAX));
    return labels.stream().map(String::strip).distinct().toList();
  }

  private CompletionStage<HttpResponse> delete(Call call) {
    var staff = KnowledgeEndpoints.curator(guard, call);
    return stores
        .documents()
        .delete(staff.tenant(), call.decoded("ref"), guard.act(call, staff))
        .thenApply(KnowledgeEndpoints::deleted);
  }
}
