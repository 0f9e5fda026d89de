package io.parley.operations;

import io.parley.http.json.JsonText;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// `POST /drain`: shuts the node down in order, as on SIGTERM. Idempotent.
public final class DrainEndpoint {
  private static final int ACCEPTED = 202;

  private DrainEndpoint() {}

  /// @param drain starts it without waiting for its end
  public static Endpoint of(Runnable drain) {
    return Endpoint.post("/drain", _ -> answer(drain));
  }

  private static CompletionStage<HttpResponse> answer(Runnable drain) {
    drain.run();
    return CompletableFuture.completedStage(
        Replies.json(ACCEPTED, JsonText.object().put("status", "draining")));
  }
}
