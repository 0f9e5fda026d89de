package io.parley.http.knowledge;

import io.parley.core.knowledge.document.DocumentQuery;
import io.parley.core.knowledge.document.FileIntake;
import io.parley.core.knowledge.document.FileIntake.Upload;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Call.BodyLimits;
import io.parley.http.route.Endpoint;
import io.parley.http.session.Guard;
import io.parley.sessions.entry.OrganisationQuotas;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// `/v1/knowledge/collections/{collection}/files`: documents by the files that they come from. A
/// file is its bytes; its path within the collection is its name.
final class FileCalls {
  private static final int NAME_MAX = 500;
  private static final int PAGE = 200;
  private static final Duration ARRIVAL = Duration.ofMinutes(5);

  /// Files wait for a process, and large ones are read for a minute; the reader ends both by its
  /// own limits.
  private static final Duration READING = Duration.ofMinutes(5);

  private final Guard guard;
  private final KnowledgeStores stores;
  private final OrganisationQuotas quotas;

  private FileCalls(Guard guard, KnowledgeStores stores, OrganisationQuotas quotas) {
    this.guard = guard;
    this.stores = stores;
    this.quotas = quotas;
  }

  static List<Endpoint> of(Guard guard, KnowledgeStores stores, OrganisationQuotas quotas) {
    var calls = new FileCalls(guard, stores, quotas);
    var all = "/v1/knowledge/collections/{collection}/files";
    return List.of(
        Endpoint.get(all, calls::list),
        Endpoint.put(all + "/{name*}", calls::upload),
        Endpoint.delete(all + "/{name*}", calls::delete));
  }

  private CompletionStage<HttpResponse> list(Call call) {
    var tenant = guard.staff(call).tenant();
    int limit =
        call.queryNumber("limit", 1, DocumentQuery.LIMIT_MAX).orElse((long) PAGE).intValue();
    return stores
        .files()
        .files(tenant, KnowledgeEndpoints.collection(call), call.query("after"), limit)
        .thenApply(
            files -> {
              var json = KnowledgeJson.files(files);
              if (files.size() == limit) json.put("next", files.getLast().stamp().name());
              return KnowledgeJson.ok(json);
            });
  }

  private CompletionStage<HttpResponse> upload(Call call) {
    var staff = KnowledgeEndpoints.curator(guard, call);
    var upload =
        new Upload(
            KnowledgeEndpoints.collection(call),
            name(call),
            call.mediaType(),
            labels(call),
            call.query("language").map(DocumentCalls::language));
    call.answerWithin(READING);
    return quotas
        .upload(staff.tenant())
        .thenCompose(_ -> call.bytes(new BodyLimits(stores.limits().fileBytesMax(), ARRIVAL)))
        .thenCompose(
            bytes ->
                stores
                    .intake()
                    .take(staff.tenant(), upload, bytes, staff.party(), guard.act(call, staff)))
        .thenApply(FileCalls::reply);
  }

  private static HttpResponse reply(FileIntake.Outcome outcome) {
    return switch (outcome) {
      case FileIntake.Outcome.Taken(var written, var warnings) -> {
        var json = KnowledgeJson.written(written);
        var list = json.putArray("warnings");
        warnings.forEach(list::add);
        yield KnowledgeJson.ok(json);
      }
      case FileIntake.Outcome.Unread(var refusal) ->
          throw new ProblemException(
              ProblemDetail.of(
                  ProblemType.FILE_NOT_READ,
                  JsonText.word(refusal.reason()) + ": " + refusal.detail()));
    };
  }

  private CompletionStage<HttpResponse> delete(Call call) {
    var staff = KnowledgeEndpoints.curator(guard, call);
    return stores
        .files()
        .delete(
            staff.tenant(), KnowledgeEndpoints.collection(call), name(call), guard.act(call, staff))
        .thenApply(KnowledgeEndpoints::deleted);
  }

  private static List<String> labels(Call call) {
    return DocumentCalls.labels(
        Arrays.stream(call.query("labels").orElse("").split(",", -1))
            .filter(label -> !label.isBlank())
            .toList());
  }

  private static String name(Call call) {
    var name = call.decoded("name");
    boolean odd = name.chars().anyMatch(Character::isISOControl);
    if (name.isBlank() || name.length() > NAME_MAX || odd)
      throw new Malformed(
          "the file's name is not 1 to %d characters without control characters"
              .formatted(NAME_MAX));
    return name;
  }
}
