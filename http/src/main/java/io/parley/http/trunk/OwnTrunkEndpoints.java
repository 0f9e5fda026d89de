package io.parley.http.trunk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.Permission;
import io.parley.core.tenant.TenantId;
import io.parley.core.trunk.OwnTrunks;
import io.parley.core.trunk.OwnTrunks.Listed;
import io.parley.core.trunk.OwnTrunks.Put;
import io.parley.core.trunk.TrunkName;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.http.session.Edge;
import io.parley.http.session.Guard;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/// `/v1/organisation/trunks`: the lines at providers of SIP that the caller's organisation brings.
/// Holders of the permission `view-organisation` read them, those of `connect` write them; the
/// shared operator token does both in the organisation `default`. No answer holds a password.
public final class OwnTrunkEndpoints {
  private static final String ALL = "/v1/organisation/trunks";
  private static final String ONE = ALL + "/{name}";

  private final Guard guard;
  private final OwnTrunks trunks;
  private final OwnTrunkBody bodies;

  private OwnTrunkEndpoints(Edge edge, OwnTrunks trunks, OwnTrunkBody bodies) {
    this.guard = new Guard(edge);
    this.trunks = trunks;
    this.bodies = bodies;
  }

  /// All calls.
  ///
  /// @param reaches whether an organisation's trunk may be at this host, as far as that is known
  ///   before its name is looked up
  public static List<Endpoint> of(
      Edge edge, OwnTrunks trunks, BiPredicate<TenantId, String> reaches) {
    var calls = new OwnTrunkEndpoints(edge, trunks, new OwnTrunkBody(reaches));
    return List.of(
        Endpoint.get(ALL, calls::list),
        Endpoint.get(ONE, calls::show),
        Endpoint.put(ONE, calls::write),
        Endpoint.delete(ONE, calls::remove));
  }

  private static TrunkName name(TenantId tenant, Call call) {
    var name = call.values().getOrDefault("name", "");
    if (!TrunkName.isName(name))
      throw new Malformed(
          "the trunk's name has another form (expected: 1 to %d small letters, digits and hyphens)"
              .formatted(TrunkName.NAME_MAX));
    return new TrunkName(tenant, name);
  }

  private CompletionStage<HttpResponse> list(Call call) {
    return trunks
        .of(guard.keeper(call, Permission.VIEW_ORGANISATION).tenant())
        .thenApply(
            all -> {
              var json = JsonText.object();
              var lines = json.putArray("trunks");
              all.forEach(each -> lines.add(view(each)));
              return Replies.json(200, json);
            });
  }

  private CompletionStage<HttpResponse> show(Call call) {
    var name = name(guard.keeper(call, Permission.VIEW_ORGANISATION).tenant(), call);
    return trunks
        .of(name.tenant())
        .thenApply(
            all ->
                all.stream()
                    .filter(each -> each.stored().name().equals(name))
                    .findFirst()
                    .map(found -> Replies.json(200, view(found)))
                    .orElseThrow(OwnTrunkEndpoints::missing));
  }

  private CompletionStage<HttpResponse> write(Call call) {
    var author = guard.keeper(call, Permission.CONNECT);
    var act = guard.act(call, author);
    var name = name(author.tenant(), call);
    return call.json()
        .thenCompose(
            fields ->
                trunks.put(
                    name,
                    bodies.trunk(author.tenant(), fields),
                    OwnTrunkBody.password(fields),
                    act))
        .thenApply(OwnTrunkEndpoints::stored);
  }

  /// Nodes use it within a second.
  private static HttpResponse stored(Put outcome) {
    return switch (outcome) {
      case OwnTrunks.Newest(var stored) ->
          Replies.json(200, view(new Listed(stored, Optional.empty())));
      case OwnTrunks.PasswordMissing() ->
          throw new Malformed("password is missing (expected: that of this line)");
      case OwnTrunks.Locked() -> throw new ProblemException(ProblemType.SECRETS_LOCKED);
      case OwnTrunks.Full() ->
          throw new ProblemException(
              ProblemDetail.of(
                  ProblemType.LIMIT_REACHED,
                  "there are %d trunks (expected: fewer)".formatted(OwnTrunks.TRUNKS_MAX)));
    };
  }

  private CompletionStage<HttpResponse> remove(Call call) {
    var author = guard.keeper(call, Permission.CONNECT);
    return trunks
        .remove(name(author.tenant(), call), guard.act(call, author))
        .thenApply(
            was -> {
              if (!was) throw missing();
              return HttpResponse.create().withStatus(StatusCodes.NO_CONTENT);
            });
  }

  private static ProblemException missing() {
    return new ProblemException(
        ProblemDetail.of(ProblemType.NOT_FOUND, "the organisation has no such trunk"));
  }

  private static ObjectNode view(Listed listed) {
    var stored = listed.stored();
    var trunk = stored.trunk();
    var json =
        JsonText.object()
            .put("name", stored.name().name())
            .put("version", stored.version())
            .put("host", trunk.host())
            .put("transport", JsonText.word(trunk.transport()))
            .put("user", trunk.user());
    trunk.login().ifPresent(login -> json.put("login", login));
    var numbers = json.putArray("numbers");
    trunk.numbers().forEach(number -> numbers.add(number.text()));
    trunk.answering().agent().ifPresent(agent -> json.put("agent", agent));
    trunk.answering().language().ifPresent(language -> json.put("language", language));
    json.put("changedAt", JsonText.time(stored.at()));
    listed
        .told()
        .ifPresent(
            told ->
                json.putObject("state")
                    .put("is", JsonText.word(told.standing()))
                    .put("since", JsonText.time(told.since())));
    return json;
  }
}
