package io.parley.http.pages;

import io.parley.http.route.Replies;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// For people who open an address of a chat that leads to no organisation: the same page for one
/// that nobody has and for one that is not served. Programs get the problem.
final class MissingPage {
  private static final String PARAGRAPHS =
      """
      <p lang="de">Unter dieser Adresse gibt es keinen Chat.</p>
            <p lang="es">No hay ningún chat en esta dirección.</p>\
      """;

  private MissingPage() {}

  static HttpResponse answer() {
    return WordsPage.of("en", "No chat", "There is no chat at this address.", PARAGRAPHS)
        .withStatus(404)
        .addHeader(Replies.noStore());
  }
}
