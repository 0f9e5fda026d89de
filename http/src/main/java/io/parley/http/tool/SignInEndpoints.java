package io.parley.http.tool;

import io.parley.core.access.Permission;
import io.parley.core.tool.source.SignInDesk;
import io.parley.core.tool.source.SignInDesk.Begun;
import io.parley.core.tool.source.SignInDesk.Finished;
import io.parley.core.tool.source.SignInDesk.Place;
import io.parley.core.tool.source.ToolSource;
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
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/// Keepers of tool sources sign them in at authorization servers, and out. Their browser comes back
/// without a token of this server: the state that it brings counts once.
public final class SignInEndpoints {
  private static final String ONE = "/v1/tool-sources/{name}/authorize";
  private static final Pattern STATE = Pattern.compile("[A-Za-z0-9_-]{16,128}");
  private static final List<String> RETURNED = List.of("code", "state", "iss", "error");
  private static final int VALUE_MAX = 8_192;

  /// Three servers outside may be slow.
  private static final Duration TIME = Duration.ofSeconds(60);

  private static final Duration FRESH = Duration.ofHours(1);

  private final Guard guard;
  private final SignInDesk desk;
  private final PublicAddress address;

  private SignInEndpoints(Guard guard, SignInDesk desk, PublicAddress address) {
    this.guard = guard;
    this.desk = desk;
    this.address = address;
  }

  /// All calls.
  public static List<Endpoint> of(Edge edge, SignInDesk desk, PublicAddress address) {
    var calls = new SignInEndpoints(new Guard(edge), desk, address);
    return List.of(
        Endpoint.post(ONE, calls::begin),
        Endpoint.delete(ONE, calls::signOut),
        Endpoint.get(PublicAddress.CALLBACK, calls::finish),
        Endpoint.get(PublicAddress.CLIENT, calls::describe));
  }

  private CompletionStage<HttpResponse> begin(Call call) {
    var keeper = guard.keeper(call, Permission.CONNECT);
    var name = name(call);
    var place = address.place(call).orElseThrow(SignInEndpoints::unknownAddress);
    call.answerWithin(TIME);
    return desk.begin(keeper.tenant(), name, place, guard.act(call, keeper))
        .thenApply(SignInEndpoints::reply);
  }

  private static HttpResponse reply(Begun begun) {
    return switch (begun) {
      case Begun.At(var page) -> Replies.json(200, JsonText.object().put("page", page.toString()));
      case Begun.Wrong(var reason) -> throw new Malformed(reason);
      case Begun.Failed(var reason) ->
          throw new ProblemException(ProblemDetail.of(ProblemType.TOOL_SOURCE_UNAVAILABLE, reason));
      case Begun.Missing() -> throw missing();
      case Begun.NoKey() -> throw new ProblemException(ProblemType.SECRETS_LOCKED);
    };
  }

  private CompletionStage<HttpResponse> signOut(Call call) {
    var keeper = guard.keeper(call, Permission.CONNECT);
    call.answerWithin(TIME);
    return desk.signOut(keeper.tenant(), name(call), guard.act(call, keeper))
        .thenApply(
            isThere -> {
              if (!isThere) throw missing();
              return HttpResponse.create().withStatus(StatusCodes.NO_CONTENT);
            });
  }

  private CompletionStage<HttpResponse> finish(Call call) {
    var returned = call.queryOnce(RETURNED, VALUE_MAX);
    if (!STATE.matcher(returned.getOrDefault("state", "")).matches())
      return CompletableFuture.completedStage(SignInPage.of(Finished.UNKNOWN, call));
    call.answerWithin(TIME);
    return desk.finish(returned).thenApply(finished -> SignInPage.of(finished, call));
  }

  /// OAuth Client ID Metadata Document: public, and the same for every authorization server.
  private CompletionStage<HttpResponse> describe(Call call) {
    var place =
        address
            .place(call)
            .filter(known -> known.client().isPresent())
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemDetail.of(
                            ProblemType.NOT_FOUND,
                            "there is no description without parley.http.public-url")));
    return CompletableFuture.completedStage(description(place));
  }

  private static HttpResponse description(Place place) {
    var json =
        JsonText.object()
            .put("client_id", place.client().orElseThrow().toString())
            .put("client_name", "Parley")
            .put("application_type", "web")
            .put("token_endpoint_auth_method", "none");
    json.putArray("redirect_uris").add(place.callback().toString());
    json.putArray("grant_types").add("authorization_code").add("refresh_token");
    json.putArray("response_types").add("code");
    return Replies.publicJson(json, FRESH);
  }

  private static String name(Call call) {
    var name = call.value("name");
    if (!ToolSource.NAME.matcher(name).matches())
      throw new Malformed("a name of another form (expected: " + ToolSource.NAME + ")");
    return name;
  }

  private static ProblemException missing() {
    return new ProblemException(
        ProblemDetail.of(ProblemType.NOT_FOUND, "there is no tool source of this name"));
  }

  private static Malformed unknownAddress() {
    return new Malformed(
        "the address of this installation is not known (expected: parley.http.public-url, or a"
            + " request to localhost)");
  }
}
