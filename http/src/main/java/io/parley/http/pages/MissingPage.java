package io.parley.http.pages;

import io.parley.http.route.Call;
import io.parley.http.route.Replies;
import java.nio.charset.StandardCharsets;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// For people who open an address of a chat that leads to no organisation: the same page for one
/// that nobody has and for one that is not served. Programs get the problem.
final class MissingPage {
  private static final String HTML =
      """
      <!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>No chat</title>
          <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
          <link rel="stylesheet" href="/styles.css" />
          <link rel="stylesheet" href="/problem.css" />
        </head>
        <body>
          <main>
            <h1>There is no chat at this address.</h1>
            <p lang="de">Unter dieser Adresse gibt es keinen Chat.</p>
            <p lang="es">No hay ningún chat en esta dirección.</p>
          </main>
        </body>
      </html>
      """;

  private MissingPage() {}

  /// Whether a person asks, with a browser.
  static boolean isWanted(Call call) {
    return call.header("Accept").filter(accept -> accept.contains("text/html")).isPresent();
  }

  static HttpResponse answer() {
    return HttpResponse.create()
        .withStatus(404)
        .withEntity(ContentTypes.TEXT_HTML_UTF8, HTML.getBytes(StandardCharsets.UTF_8))
        .addHeader(PagePolicy.text())
        .addHeader(Replies.noStore());
  }
}
