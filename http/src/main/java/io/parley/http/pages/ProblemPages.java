package io.parley.http.pages;

import io.parley.http.json.JsonText;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Replies;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// `/problems/{type}`: the meaning of a problem, for people and programs.
final class ProblemPages {
  private ProblemPages() {}

  static CompletionStage<HttpResponse> answer(Call call) {
    var type =
        ProblemType.find(call.value("type"))
            .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND));
    return CompletableFuture.completedStage(WordsPage.isWanted(call) ? page(type) : json(type));
  }

  private static HttpResponse json(ProblemType type) {
    return Replies.json(
        200,
        JsonText.object()
            .put("type", type.uri())
            .put("title", type.title())
            .put("status", type.status())
            .put("detail", type.meaning())
            .put("retryable", type.retryable()));
  }

  private static HttpResponse page(ProblemType type) {
    var title = escaped(type.title());
    var again =
        type.retryable()
            ? "The same request may succeed a little later."
            : "The same request will not succeed by being sent again.";
    return WordsPage.of(
        "en",
        title,
        title,
        "<p>%s</p>\n      <p>HTTP status %d. %s</p>"
            .formatted(escaped(type.meaning()), type.status(), again));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
