package io.parley.http.pages;

import io.parley.http.json.JsonText;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Replies;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// `/problems/{type}`: the meaning of a problem, for people and programs.
final class ProblemPages {
  private ProblemPages() {}

  static CompletionStage<HttpResponse> answer(Call call) {
    var type =
        ProblemType.find(call.value("type"))
            .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND));
    boolean person =
        call.header("Accept").filter(accept -> accept.contains("text/html")).isPresent();
    return CompletableFuture.completedStage(person ? page(type) : json(type));
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
    var html =
        """
        <!doctype html>
        <html lang="en">
          <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <title>%1$s</title>
            <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
            <link rel="stylesheet" href="/styles.css" />
            <link rel="stylesheet" href="/problem.css" />
          </head>
          <body>
            <main>
              <h1>%1$s</h1>
              <p>%2$s</p>
              <p>HTTP status %3$d. %4$s</p>
            </main>
          </body>
        </html>
        """
            .formatted(
                escaped(type.title()),
                escaped(type.meaning()),
                type.status(),
                type.retryable()
                    ? "The same request may succeed a little later."
                    : "The same request will not succeed by being sent again.");
    return HttpResponse.create()
        .withEntity(ContentTypes.TEXT_HTML_UTF8, html.getBytes(StandardCharsets.UTF_8))
        .addHeader(PagePolicy.text());
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
