package io.parley.http.voice;

import io.parley.core.access.Permission;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.session.Guard;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// People of the company hang up the call of a session, which goes on.
final class HangUpCalls {
  private final Guard guard;
  private final VoiceEdge voice;

  HangUpCalls(Guard guard, VoiceEdge voice) {
    this.guard = guard;
    this.voice = voice;
  }

  Endpoint endpoint() {
    return Endpoint.delete("/v1/sessions/{id}/call", this::hangUp);
  }

  private CompletionStage<HttpResponse> hangUp(Call call) {
    var opened = guard.session(call, Permission.DIAL);
    return voice.calls().hangUp(opened.key()).thenApply(HangUpCalls::answered);
  }

  private static HttpResponse answered(Optional<Boolean> found) {
    boolean isFound = found.orElseThrow(() -> new ProblemException(ProblemType.UNAVAILABLE));
    if (!isFound) throw new ProblemException(ProblemType.NO_SUCH_CALL);
    return HttpResponse.create().withStatus(204);
  }
}
