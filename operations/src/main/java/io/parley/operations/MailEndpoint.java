package io.parley.operations;

import io.parley.core.mail.MailMessage;
import io.parley.http.json.JsonText;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// `/mails`: the last mails of a development machine, whole and with their links, because no server
/// brings them to anybody. A node that sends mail has no such endpoint.
public final class MailEndpoint {
  private MailEndpoint() {}

  /// @param last the newest first
  public static Endpoint of(Supplier<List<MailMessage>> last) {
    return Endpoint.get("/mails", _ -> answer(last.get()));
  }

  private static CompletionStage<HttpResponse> answer(List<MailMessage> mails) {
    var json = JsonText.object();
    var listed = json.putArray("mails");
    for (var mail : mails)
      listed
          .addObject()
          .put("id", mail.id().toString())
          .put("to", mail.to().text())
          .put("subject", mail.body().subject())
          .put("text", mail.body().text())
          .put("orderedAt", JsonText.time(mail.at()));
    return CompletableFuture.completedStage(Replies.json(200, json));
  }
}
