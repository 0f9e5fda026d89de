package io.parley.http.organisation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.Permission;
import io.parley.core.mail.MailKind;
import io.parley.core.mail.MailTemplate;
import io.parley.core.mail.OwnTemplate;
import io.parley.core.mail.OwnTemplates;
import io.parley.core.mail.OwnTemplates.Stored;
import io.parley.core.mail.OwnTemplates.Written;
import io.parley.core.text.Unicode;
import io.parley.http.json.Fields;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/// The words of the mails that the caller's organisation sends, by kind and language.
final class MailTemplateCalls {
  private static final String PATH = OrganisationCalls.PATH + "/mail-templates";
  private static final String ONE = PATH + "/{kind}/{language}";
  private static final String SUBJECT = "subject";
  private static final String TEXT = "text";
  private static final int SUBJECT_MAX = 200;

  private final Callers callers;
  private final OrganisationStores stores;

  MailTemplateCalls(Callers callers, OrganisationStores stores) {
    this.callers = callers;
    this.stores = stores;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(PATH, this::list),
        Endpoint.put(ONE, this::put),
        Endpoint.delete(ONE, this::remove));
  }

  /// Own words, and those of the program where there are none.
  private CompletionStage<HttpResponse> list(Call call) {
    var viewer = callers.viewer(call, Permission.VIEW_ORGANISATION);
    return stores
        .words()
        .own()
        .of(viewer.organisation().tenant())
        .thenApply(
            own -> {
              var json = JsonText.object();
              var all = json.putArray("templates");
              Stream.concat(own.stream().map(MailTemplateCalls::ofOrganisation), notReplaced(own))
                  .sorted(
                      Comparator.comparing((ObjectNode each) -> each.path("kind").asText())
                          .thenComparing(each -> each.path("language").asText()))
                  .forEach(each -> all.add(each));
              return Replies.json(200, json);
            });
  }

  private Stream<ObjectNode> notReplaced(List<Written> own) {
    return stores.words().program().stream()
        .filter(
            each ->
                own.stream()
                    .map(Written::template)
                    .noneMatch(
                        other ->
                            other.kind() == each.kind()
                                && other.language().equals(each.language())))
        .map(each -> view(each).put("own", false));
  }

  private CompletionStage<HttpResponse> put(Call call) {
    var author = callers.author(call, Permission.MANAGE_ORGANISATION);
    var kind = kind(call);
    var language = language(call);
    return call.json()
        .thenApply(fields -> template(kind, language, fields.only(SUBJECT, TEXT)))
        .thenCompose(
            template ->
                stores
                    .words()
                    .own()
                    .put(author.organisation().tenant(), template, author.act())
                    .thenApply(
                        stored -> {
                          require(stored);
                          var written = new Written(template.template(), author.act().at());
                          return Replies.json(200, ofOrganisation(written));
                        }));
  }

  private static OwnTemplate template(MailKind kind, String language, Fields fields) {
    var subject = fields.text(SUBJECT, SUBJECT_MAX);
    var text = fields.text(TEXT, OwnTemplate.TEXT_MAX);
    try {
      return new OwnTemplate(new MailTemplate(kind, language, subject, text));
    } catch (IllegalArgumentException e) {
      throw new Malformed(e.getMessage());
    }
  }

  private static void require(Stored stored) {
    switch (stored) {
      case DONE -> {}
      case FULL ->
          throw new ProblemException(
              ProblemDetail.of(
                  ProblemType.LIMIT_REACHED,
                  "there are %d templates (expected: fewer; remove one)"
                      .formatted(OwnTemplates.COUNT_MAX)));
    }
  }

  private CompletionStage<HttpResponse> remove(Call call) {
    var author = callers.author(call, Permission.MANAGE_ORGANISATION);
    return stores
        .words()
        .own()
        .remove(author.organisation().tenant(), kind(call), language(call), author.act())
        .thenApply(
            was -> {
              if (!was) throw missing();
              return HttpResponse.create().withStatus(StatusCodes.NO_CONTENT);
            });
  }

  private static MailKind kind(Call call) {
    return MailKind.of(call.value("kind"))
        .filter(OwnTemplate.KINDS::contains)
        .orElseThrow(MailTemplateCalls::missing);
  }

  /// In small letters, as it is stored.
  private static String language(Call call) {
    var language = Unicode.small(call.value("language"));
    if (!OwnTemplate.isLanguage(language))
      throw new Malformed("language of another form (expected: a tag such as de or de-AT)");
    return language;
  }

  private static ProblemException missing() {
    return new ProblemException(
        ProblemDetail.of(
            ProblemType.NOT_FOUND,
            "there is no such template of the organisation's own, or no such kind of mail"));
  }

  private static ObjectNode ofOrganisation(Written written) {
    return view(written.template()).put("own", true).put("writtenAt", JsonText.time(written.at()));
  }

  private static ObjectNode view(MailTemplate template) {
    var json =
        JsonText.object()
            .put("kind", template.kind().word())
            .put("language", template.language())
            .put(SUBJECT, template.subject())
            .put(TEXT, template.text());
    var placeholders = json.putArray("placeholders");
    template.kind().placeholders().stream().sorted().forEach(name -> placeholders.add(name));
    return json;
  }
}
