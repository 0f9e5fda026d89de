package io.parley.http.organisation;

import static io.parley.http.organisation.OrganisationServer.AGENT;
import static io.parley.http.organisation.OrganisationServer.CHIEF;
import static io.parley.http.organisation.OrganisationServer.OPERATOR;
import static io.parley.http.organisation.OrganisationServer.OWNER;
import static io.parley.http.organisation.OrganisationServer.SHOP;
import static io.parley.http.organisation.OrganisationServer.UNKNOWN;
import static io.parley.http.organisation.OrganisationServer.VIEWER;
import static io.parley.http.organisation.OrganisationServer.ofPlatform;
import static io.parley.http.organisation.OrganisationServer.ofShop;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.http.json.JsonText;
import io.parley.http.route.Endpoint;
import io.parley.http.session.StaffEdge;
import io.parley.http.token.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Bodies with a field more, which would be another organisation, a role, an author or a state, to
/// every endpoint that takes a body.
class MassAssignmentTest {
  private static final List<String> FIELDS =
      List.of(
          "organisation",
          "tenant",
          "by",
          "owner",
          "roles",
          "permissions",
          "platformRoles",
          "state",
          "id");

  private static JsonNode document;

  private final OrganisationServer server = new OrganisationServer();

  @BeforeAll
  static void read() throws IOException {
    try (var in = MassAssignmentTest.class.getResourceAsStream("/api/openapi.json")) {
      document = new ObjectMapper().readTree(in);
    }
  }

  @AfterEach
  void close() {
    server.close();
  }

  private static List<Endpoint> all() {
    return OrganisationEndpoints.of(
        StaffEdge.of(TestTokens.of(AGENT, OPERATOR), Clock.systemUTC()),
        new OrganisationStores(null, null, null, null, null, null, null, null, null),
        new LinkMails(() -> URI.create("https://parley.example"), new SecureRandom()),
        new SecureRandom());
  }

  @Test
  void no_body_says_an_organisation_a_role_an_author_or_a_state() {
    int tried = 0;
    for (var endpoint : all()) {
      var method = endpoint.method().value();
      var path = endpoint.path().text();
      var content =
          document
              .path("paths")
              .path(path)
              .path(method.toLowerCase(Locale.ROOT))
              .at("/requestBody/content/application~1json");
      if (content.isMissingNode()) continue;
      var example = content.path("example") instanceof ObjectNode given ? given : JsonText.object();
      for (var field : FIELDS) {
        if (known(content.path("schema")).has(field)) continue;
        var body = example.deepCopy().put(field, "platform").toString();
        var reply = server.send(method, filled(path), token(path), body);
        assertThat(reply.status()).as("%s %s %s", method, path, field).isEqualTo(400);
        assertThat(reply.text()).as("%s %s %s", method, path, field).contains("unknown field");
        tried++;
      }
    }
    assertThat(tried).isGreaterThan(100);
    server.assertUntouched();
  }

  private static JsonNode known(JsonNode schema) {
    var reference = schema.path("$ref").asText();
    var resolved = reference.isEmpty() ? schema : document.at(reference.substring(1));
    return resolved.path("properties");
  }

  private static String token(String path) {
    boolean isOfPlatform = path.startsWith("/v1/organisations") || path.startsWith("/v1/platform");
    return isOfPlatform ? ofPlatform(CHIEF) : ofShop(OWNER);
  }

  private static String filled(String path) {
    return path.replace("/organisations/{id}", "/organisations/" + SHOP)
        .replace("/people/{id}", "/people/" + VIEWER)
        .replace("{name}", "night-shift")
        .replace("{number}", "+4930901820")
        .replace("{kind}", "invitation")
        .replace("{language}", "de")
        .replaceAll("\\{[a-z]+}", UNKNOWN.toString());
  }
}
