package io.parley.operations.signing;

import io.parley.http.json.JsonText;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.operations.signing.SigningKeyControls.View;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// `/signing-keys`: lists the keys of access tokens, has another one made, and withdraws one that
/// leaked.
public final class SigningKeyEndpoints {
  private static final int ACCEPTED = 202;

  private final SigningKeyControls keys;

  private SigningKeyEndpoints(SigningKeyControls keys) {
    this.keys = keys;
  }

  public static List<Endpoint> of(SigningKeyControls keys) {
    var calls = new SigningKeyEndpoints(keys);
    return List.of(
        Endpoint.get("/signing-keys", calls::list),
        Endpoint.post("/signing-keys/rotation", calls::rotate),
        Endpoint.delete("/signing-keys/{id}", calls::withdraw));
  }

  private CompletionStage<HttpResponse> list(Call call) {
    return keys.list().thenApply(found -> answer(200, found));
  }

  private CompletionStage<HttpResponse> rotate(Call call) {
    return keys.rotate().thenApply(found -> answer(ACCEPTED, found));
  }

  private CompletionStage<HttpResponse> withdraw(Call call) {
    return keys.withdraw(call.value("id"))
        .thenApply(
            found ->
                answer(200, found.orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND))));
  }

  private static HttpResponse answer(int status, List<View> keys) {
    var json = JsonText.object();
    var listed = json.putArray("keys");
    for (var key : keys)
      listed
          .addObject()
          .put("id", key.id())
          .put("algorithm", key.algorithm())
          .put("state", key.state())
          .put("publishedAt", JsonText.time(key.publishedAt()))
          .put("signsFrom", JsonText.time(key.signsFrom()))
          .put("usable", key.isUsable());
    return Replies.json(status, json);
  }
}
