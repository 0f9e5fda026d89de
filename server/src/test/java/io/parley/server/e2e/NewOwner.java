package io.parley.server.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The owner of a new organisation, signed in: it signed up, read its mail, and chose a password.
///
/// @param reply of the acceptance
record NewOwner(JsonNode reply) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Caller STRANGER = Caller.with("");

  /// @param slug of the organisation, unique; also the domain's beginning of the address
  static NewOwner of(SharedServer server, String slug) throws Exception {
    var email = "ada@%s.example".formatted(slug);
    var wish = body().put("name", "Ada").put("email", email).put("slug", slug);
    wish.put("organisation", "The shop " + slug);
    STRANGER.post(server, "/v1/sign-ups", wish.toString(), 202);
    var use = body().put("token", MailReader.token(server, email, "/link")).put("name", "Ada");
    use.put("password", "several words of no song");
    return new NewOwner(STRANGER.post(server, "/v1/links/acceptance", use.toString(), 201));
  }

  private static ObjectNode body() {
    return JSON.createObjectNode();
  }

  String token() {
    return reply.get("accessToken").asText();
  }

  Caller caller() {
    return Caller.with(token());
  }
}
