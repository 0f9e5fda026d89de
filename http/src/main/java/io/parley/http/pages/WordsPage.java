package io.parley.http.pages;

import io.parley.http.route.Call;
import java.nio.charset.StandardCharsets;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// A page of a few words without a script: the answer to a person whose browser expected more.
public final class WordsPage {
  private WordsPage() {}

  /// Whether a person asks, with a browser; others get a problem.
  static boolean isWanted(Call call) {
    return call.header("Accept").filter(accept -> accept.contains("text/html")).isPresent();
  }

  /// With status 200, and the policy of a page of text.
  ///
  /// @param language a tag (BCP 47)
  /// @param title of the window; @param heading; both as HTML, and of the program alone
  /// @param paragraphs likewise
  public static HttpResponse of(String language, String title, String heading, String paragraphs) {
    var html =
        """
        <!doctype html>
        <html lang="%1$s">
          <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <meta name="robots" content="noindex" />
            <title>%2$s</title>
            <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
            <link rel="stylesheet" href="/styles.css" />
            <link rel="stylesheet" href="/problem.css" />
          </head>
          <body>
            <main>
              <h1>%3$s</h1>
              %4$s
            </main>
          </body>
        </html>
        """
            .formatted(language, title, heading, paragraphs);
    return HttpResponse.create()
        .withEntity(ContentTypes.TEXT_HTML_UTF8, html.getBytes(StandardCharsets.UTF_8))
        .addHeader(PagePolicy.text());
  }
}
