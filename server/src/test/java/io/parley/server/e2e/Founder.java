package io.parley.server.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;

/// Somebody who signs up for an organisation, and later becomes its owner by the link of the mail.
///
/// @param slug of the organisation
record Founder(String name, String email, String organisation, String slug) {
  private static final String PASSWORD = "several words of no song";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Caller STRANGER = Caller.with("");

  void signUp(Served server) throws IOException, InterruptedException {
    var wish =
        JSON.createObjectNode()
            .put("name", name)
            .put("email", email)
            .put("organisation", organisation)
            .put("slug", slug);
    STRANGER.post(server, "/v1/sign-ups", wish.toString(), 202);
  }

  /// @param mails where the operator of a development machine reads them
  /// @return the sign-in, as the server tells it
  JsonNode claim(Served server, URI mails) throws IOException, InterruptedException {
    var use =
        JSON.createObjectNode()
            .put("token", MailReader.token(mails, email, "/link"))
            .put("name", name)
            .put("password", PASSWORD);
    return STRANGER.post(server, "/v1/links/acceptance", use.toString(), 201);
  }
}
