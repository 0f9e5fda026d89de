package io.parley.http.tool;

import io.parley.core.tool.source.SignInDesk.Finished;
import io.parley.http.pages.WordsPage;
import io.parley.http.route.Call;
import io.parley.http.route.Replies;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// The page that an operator sees after the authorization server. It repeats nothing of the
/// request.
final class SignInPage {
  private static final Map<String, Map<Finished, List<String>>> TEXTS =
      Map.of(
          "en",
              Map.of(
                  Finished.CONNECTED, List.of("Connected", "You may close this window."),
                  Finished.UNKNOWN,
                      List.of(
                          "Not connected",
                          "This sign-in has expired or was used already. Begin again on the page of"
                              + " tools."),
                  Finished.REFUSED,
                      List.of(
                          "Not connected",
                          "The other server did not agree. Begin again on the page of tools.")),
          "de",
              Map.of(
                  Finished.CONNECTED, List.of("Verbunden", "Sie können dieses Fenster schließen."),
                  Finished.UNKNOWN,
                      List.of(
                          "Nicht verbunden",
                          "Diese Anmeldung ist abgelaufen oder wurde schon benutzt. Beginnen Sie"
                              + " auf der Seite der Werkzeuge neu."),
                  Finished.REFUSED,
                      List.of(
                          "Nicht verbunden",
                          "Der andere Server hat nicht zugestimmt. Beginnen Sie auf der Seite der"
                              + " Werkzeuge neu.")),
          "es",
              Map.of(
                  Finished.CONNECTED, List.of("Conectado", "Puede cerrar esta ventana."),
                  Finished.UNKNOWN,
                      List.of(
                          "No conectado",
                          "Este inicio de sesión ha caducado o ya se usó. Empiece de nuevo en la"
                              + " página de herramientas."),
                  Finished.REFUSED,
                      List.of(
                          "No conectado",
                          "El otro servidor no estuvo de acuerdo. Empiece de nuevo en la página de"
                              + " herramientas.")));

  private SignInPage() {}

  static HttpResponse of(Finished finished, Call call) {
    var language = language(call.header("Accept-Language").orElse(""));
    var texts = TEXTS.get(language).get(finished);
    return WordsPage.of(
            language, texts.getFirst(), texts.getFirst(), "<p>" + texts.getLast() + "</p>")
        .withStatus(finished == Finished.CONNECTED ? 200 : 400)
        .addHeader(Replies.noStore())
        .addHeader(Replies.header("Referrer-Policy", "no-referrer"));
  }

  /// The first language of the browser that this page speaks.
  private static String language(String accepted) {
    return Arrays.stream(accepted.split(",", 20))
        .map(each -> each.strip().split("[-;]", 2)[0])
        .filter(TEXTS::containsKey)
        .findFirst()
        .orElse("en");
  }
}
