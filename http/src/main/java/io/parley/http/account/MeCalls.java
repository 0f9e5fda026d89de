package io.parley.http.account;

import io.parley.core.identity.Credentials;
import io.parley.core.organisation.Organisation;
import io.parley.core.person.Persons;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.text.Unicode;
import io.parley.http.json.JsonText;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// `/v1/me`: a person reads who it is, where, and what it may do at this moment, and chooses the
/// language of its mails.
final class MeCalls {
  private static final String PATH = "/v1/me";

  private final AccountEdge edge;
  private final Persons persons;
  private final Credentials credentials;

  MeCalls(AccountEdge edge, Persons persons, Credentials credentials) {
    this.edge = edge;
    this.persons = persons;
    this.credentials = credentials;
  }

  List<Endpoint> endpoints() {
    return List.of(Endpoint.get(PATH, this::show), Endpoint.patch(PATH, this::change));
  }

  private CompletionStage<HttpResponse> change(Call call) {
    var me = edge.me(call);
    return call.json()
        .thenCompose(
            fields ->
                AccountBody.language(fields)
                    .map(language -> persons.speaks(me.person(), Unicode.small(language)))
                    .orElseGet(() -> CompletableFuture.completedStage(null)))
        .thenCompose(_ -> show(call));
  }

  private CompletionStage<HttpResponse> show(Call call) {
    var me = edge.me(call);
    return persons
        .find(me.person())
        .thenCompose(
            found -> {
              // gone since the token was checked
              var person = found.orElseThrow(() -> new ProblemException(ProblemType.TOKEN_INVALID));
              var here = organisation(OrganisationId.of(me.principal().tenant()));
              return edge.accounts()
                  .own()
                  .organisations(me.person(), me.signIn(), edge.now())
                  .thenCombine(
                      here,
                      (all, organisation) ->
                          edge.replies()
                              .described(
                                  JsonText.object().put("signIn", me.signIn()),
                                  person,
                                  organisation,
                                  me.principal().permissions(),
                                  all))
                  .thenCompose(json -> json);
            })
        .thenCombine(
            credentials.find(me.person()),
            (json, credential) ->
                json.put("secondFactor", credential.totp().isPresent())
                    .put("recoveryCodesLeft", credential.recovery().size()))
        .thenCombine(
            mayGoToPlatform(me), (json, mayGo) -> Replies.json(200, json.put("platform", mayGo)));
  }

  /// Whether the person may work on the platform, now or by an exchange of the sign-in: one by an
  /// organisation's provider stays there.
  private CompletionStage<Boolean> mayGoToPlatform(Me me) {
    return edge.directory()
        .platformRoles(me.person())
        .thenCombine(
            edge.accounts().own().isBound(me.person(), me.signIn(), edge.now()),
            (roles, isBound) -> !roles.isEmpty() && !isBound);
  }

  private CompletionStage<Optional<Organisation>> organisation(Optional<OrganisationId> id) {
    return id.map(edge.directory()::find)
        .orElseGet(() -> CompletableFuture.completedStage(Optional.empty()));
  }
}
