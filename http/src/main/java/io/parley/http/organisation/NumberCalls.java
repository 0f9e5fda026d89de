package io.parley.http.organisation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.Permission;
import io.parley.core.agent.AgentPresentation;
import io.parley.core.agent.AgentRef;
import io.parley.core.dial.PhoneNumber;
import io.parley.core.number.OrganisationNumber;
import io.parley.core.number.OrganisationNumbers;
import io.parley.core.organisation.OrganisationRefusal;
import io.parley.core.tenant.OrganisationId;
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
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// Telephone numbers of organisations: operators of the installation give and take them, people of
/// the organisation say which agent answers in which language.
final class NumberCalls {
  private static final String OWN = OrganisationCalls.PATH + "/numbers";
  private static final String OWN_ONE = OWN + "/{number}";
  private static final String OF_ONE = PlatformCalls.PATH + "/{id}/numbers";
  private static final String GIVEN = OF_ONE + "/{number}";
  private static final String AGENT = "agent";
  private static final String LANGUAGE = "language";
  private static final int AGENT_MAX = 64;

  private final Callers callers;
  private final OrganisationNumbers numbers;

  NumberCalls(Callers callers, OrganisationNumbers numbers) {
    this.callers = callers;
    this.numbers = numbers;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(OWN, this::own),
        Endpoint.put(OWN_ONE, this::answer),
        Endpoint.get(OF_ONE, this::ofOne),
        Endpoint.put(GIVEN, this::assign),
        Endpoint.delete(GIVEN, this::release));
  }

  private CompletionStage<HttpResponse> own(Call call) {
    return list(callers.viewer(call, Permission.VIEW_ORGANISATION).organisation());
  }

  private CompletionStage<HttpResponse> ofOne(Call call) {
    callers.operator(call);
    return list(PlatformCalls.organisation(call));
  }

  private CompletionStage<HttpResponse> list(OrganisationId id) {
    return numbers
        .of(id.tenant())
        .thenApply(
            held -> {
              var json = JsonText.object();
              var all = json.putArray("numbers");
              held.forEach(each -> all.add(view(each)));
              return Replies.json(200, json);
            });
  }

  /// By those who write tools, webhooks, numbers and trunks. The agent may be made later: until
  /// then calls are refused.
  private CompletionStage<HttpResponse> answer(Call call) {
    var author = callers.author(call, Permission.CONNECT);
    var number = number(call);
    return call.json()
        .thenApply(fields -> wanted(author.organisation().tenant(), number, fields))
        .thenCompose(
            wanted ->
                numbers
                    .answer(wanted, author.act())
                    .thenApply(
                        was -> {
                          if (!was) throw missing();
                          return Replies.json(200, view(wanted));
                        }));
  }

  private static OrganisationNumber wanted(TenantId tenant, PhoneNumber number, Fields fields) {
    fields.only(AGENT, LANGUAGE);
    var agent = fields.optionalText(AGENT, AGENT_MAX);
    if (agent.filter(id -> !AgentRef.isId(id)).isPresent())
      throw new Malformed(
          "agent of another form (expected: an id of small letters, digits and hyphens)");
    var language = fields.optionalText(LANGUAGE, AgentPresentation.LANGUAGE_MAX);
    if (language.filter(tag -> !AgentPresentation.isLanguage(tag)).isPresent())
      throw new Malformed("language of another form (expected: a tag such as de or de-AT)");
    return new OrganisationNumber(number, tenant, agent, language);
  }

  private CompletionStage<HttpResponse> assign(Call call) {
    var act = callers.operator(call);
    var id = PlatformCalls.organisation(call);
    return numbers
        .assign(id.tenant(), number(call), act)
        .thenApply(
            assigned ->
                switch (assigned) {
                  case DONE -> Outcomes.noContent();
                  case NO_ORGANISATION -> throw Outcomes.missing(OrganisationRefusal.NOT_FOUND);
                  case FULL -> throw Outcomes.refused(OrganisationRefusal.LIMIT);
                  case TAKEN -> throw taken();
                });
  }

  private CompletionStage<HttpResponse> release(Call call) {
    var act = callers.operator(call);
    var id = PlatformCalls.organisation(call);
    return numbers
        .release(id.tenant(), number(call), act)
        .thenApply(
            was -> {
              if (!was) throw missing();
              return Outcomes.noContent();
            });
  }

  private static PhoneNumber number(Call call) {
    try {
      return PhoneNumber.parse(call.decoded("number"));
    } catch (IllegalArgumentException e) {
      throw new Malformed("the number: " + e.getMessage());
    }
  }

  private static ProblemException taken() {
    return new ProblemException(
        ProblemDetail.because(
            ProblemType.ORGANISATION_REFUSED,
            OrganisationRefusal.UNAVAILABLE.word(),
            "another organisation has the number (take it from that one first)"));
  }

  private static ProblemException missing() {
    return new ProblemException(
        ProblemDetail.of(ProblemType.NOT_FOUND, "the organisation does not have this number"));
  }

  private static ObjectNode view(OrganisationNumber number) {
    var json = JsonText.object().put("number", number.number().text());
    number.agent().ifPresent(agent -> json.put(AGENT, agent));
    number.language().ifPresent(language -> json.put(LANGUAGE, language));
    return json;
  }
}
