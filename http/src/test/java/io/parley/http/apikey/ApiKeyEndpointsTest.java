package io.parley.http.apikey;

import static io.parley.http.apikey.KeyServer.AGENT;
import static io.parley.http.apikey.KeyServer.NOON;
import static io.parley.http.apikey.KeyServer.OPERATOR;
import static io.parley.http.apikey.KeyServer.id;
import static io.parley.http.apikey.KeyServer.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.access.Permission;
import io.parley.core.identity.ApiKeys;
import io.parley.core.identity.KeyOwner;
import io.parley.core.tenant.TenantId;
import io.parley.http.json.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiKeyEndpointsTest {
  private static final String BODY =
      """
      {"name": "backend", "scopes": ["read", "oversee"], "addresses": ["192.0.2.0/24"],
        "expiresAt": "2027-01-31T12:00:00Z"}\
      """;

  private final KeyServer server = new KeyServer();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void a_key_is_shown_once_and_listed_without_its_secret() {
    var made = server.create(BODY, OPERATOR);
    assertThat(status(made)).isEqualTo(201);
    var json = server.json(made);
    var key = json.path("key").asText();
    assertThat(key).matches("pk_[0-9a-f]{16}_[A-Za-z0-9_-]{43}");
    assertThat(made.getHeader("Location").orElseThrow().value())
        .isEqualTo("/v1/api-keys/" + id(key));
    assertThat(made.getHeader("Cache-Control").orElseThrow().value()).isEqualTo("no-store");
    json.remove("key");
    assertThat(json)
        .isEqualTo(
            JsonText.object(
                """
                {"id": "%s", "name": "backend", "scopes": ["oversee", "read"],
                  "addresses": ["192.0.2.0/24"], "createdAt": "2026-11-25T12:00:00.000Z",
                  "expiresAt": "2027-01-31T12:00:00.000Z"}\
                """
                    .formatted(id(key))));
    var list = server.text(server.list(OPERATOR));
    assertThat(JsonText.object(list).path("keys").get(0)).isEqualTo(json);
    assertThat(list).doesNotContain(key.substring(20));
    assertThat(server.store.content()).doesNotContain(key.substring(20));
  }

  @Test
  void a_key_is_revoked_once_and_stays_in_the_list() {
    var id = id(server.made(BODY));
    server.now = NOON.plusSeconds(60);
    assertThat(status(server.revoke(id, OPERATOR))).isEqualTo(204);
    assertThat(status(server.revoke(id, OPERATOR))).isEqualTo(404);
    assertThat(status(server.revoke("0123456789abcdef", OPERATOR))).isEqualTo(404);
    assertThat(server.json(server.list(OPERATOR)).at("/keys/0/revokedAt").asText())
        .isEqualTo("2026-11-25T12:01:00.000Z");
  }

  @Test
  void each_act_has_its_author_and_address() {
    var id = id(server.made(BODY));
    server.revoke(id, OPERATOR);
    assertThat(server.store.acts())
        .hasSize(2)
        .allMatch(act -> act.by().text().equals("program:operator"))
        .allMatch(act -> act.from().text().equals(KeyServer.OFFICE))
        .allMatch(act -> act.at().equals(NOON));
    assertThat(server.store.all())
        .extracting(ApiKeys.Key::organisation)
        .containsExactly(TenantId.DEFAULT);
  }

  @Test
  void a_body_says_no_organisation_no_holder_and_no_state() {
    for (var field :
        List.of("id", "tenant", "organisation", "person", "owner", "hash", "roles", "createdAt")) {
      var more = "{\"%s\": \"0123456789abcdef\", ".formatted(field);
      var refused = server.create(more + BODY.substring(1), OPERATOR);
      assertThat(status(refused)).as(field).isEqualTo(400);
      assertThat(server.text(refused)).as(field).contains("unknown field");
    }
    assertThat(server.store.all()).isEmpty();
    var key = server.made(BODY);
    assertThat(server.store.all())
        .singleElement()
        .satisfies(
            stored -> {
              assertThat(stored.id()).isEqualTo(id(key));
              assertThat(stored.organisation()).isEqualTo(TenantId.DEFAULT);
              assertThat(stored.owner()).isEqualTo(new KeyOwner.Installation());
              assertThat(stored.scopes()).containsExactlyInAnyOrder("read", "oversee");
              assertThat(stored.createdAt()).isEqualTo(NOON);
            });
  }

  @Test
  void agents_and_programs_make_list_and_revoke_none() {
    var key = server.made(BODY);
    for (var token : new String[] {AGENT, key}) {
      assertThat(status(server.create(BODY, token))).isEqualTo(403);
      assertThat(status(server.list(token))).isEqualTo(403);
      assertThat(status(server.revoke(id(key), token))).isEqualTo(403);
    }
    assertThat(status(server.list("a-guess-at-a-token"))).isEqualTo(401);
    assertThat(server.store.acts()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"scopes\": [\"read\"]} | name is missing",
        "{\"name\": \" \", \"scopes\": [\"read\"]} | name is blank",
        "{\"name\": \"a\"} | scopes is missing or empty",
        "{\"name\": \"a\", \"scopes\": []} | scopes is missing or empty",
        "{\"name\": \"a\", \"scopes\": \"read\"} | scopes is not an array",
        "{\"name\": \"a\", \"scopes\": [7]} | an entry of scopes is not a string",
        "{\"name\": \"a\", \"scopes\": [\"fly\"]} | an entry of scopes is none of a key",
        "{\"name\": \"a\", \"scopes\": [\"operate\"]} | an entry of scopes is none of a key",
        "{\"name\": \"a\", \"scopes\": [\"manage-keys\"]} | an entry of scopes is none of a key",
        "{\"name\": \"a\", \"scopes\": [\"consent\"]} | an entry of scopes is none of a key",
        "{\"name\": \"a\", \"scopes\": [\"read\"], \"addresses\": [\"192.0.2.1\"]} | an entry of"
            + " addresses",
        "{\"name\": \"a\", \"scopes\": [\"read\"], \"addresses\": [\"2001:db8::/65\"]} | an entry"
            + " of addresses",
        "{\"name\": \"a\", \"scopes\": [\"read\"], \"expiresAt\": \"tomorrow\"} | expiresAt is not"
            + " a time",
        "{\"name\": \"a\", \"scopes\": [\"read\"], \"expiresAt\": \"2026-11-25T12:00:00Z\"} |"
            + " expiresAt is over",
        "{\"name\": \"a\", \"scopes\": [\"read\"], \"expiresAt\": \"9999-01-01T00:00:00Z\"} |"
            + " expiresAt is over"
      })
  void a_wrong_request_is_refused(String body, String detail) {
    var refused = server.create(body, OPERATOR);
    assertThat(status(refused)).isEqualTo(400);
    assertThat(server.text(refused)).contains("/problems/invalid-request", detail);
    assertThat(server.store.all()).isEmpty();
  }

  @Test
  void nobody_gives_a_key_more_than_they_have() {
    var refused = server.create("{\"name\": \"a\", \"scopes\": [\"read\", \"talk\"]}", OPERATOR);
    assertThat(status(refused)).isEqualTo(403);
    assertThat(server.text(refused)).contains("/problems/not-allowed", "scope talk");
    assertThat(server.store.all()).isEmpty();
  }

  @Test
  void the_list_names_the_scopes_that_its_reader_may_give() {
    var grantable = server.json(server.list(OPERATOR)).path("grantable");
    assertThat(StreamSupport.stream(grantable.spliterator(), false).map(JsonNode::asText))
        .containsExactly(
            "start",
            "name-customer",
            "read",
            "decide",
            "lead",
            "resolve",
            "revoke-tokens",
            "erase",
            "dial",
            "oversee",
            "curate");
    var all = "{\"name\": \"a\", \"scopes\": %s}".formatted(grantable);
    assertThat(status(server.create(all, OPERATOR))).isEqualTo(201);
  }

  @Test
  void texts_and_lists_over_their_limits_are_refused() {
    var named = "{\"name\": \"%s\", \"scopes\": [\"read\"]}";
    assertThat(status(server.create(named.formatted("x".repeat(100)), OPERATOR))).isEqualTo(201);
    assertThat(status(server.create(named.formatted("x".repeat(101)), OPERATOR))).isEqualTo(413);
    // two code units each
    assertThat(status(server.create(named.formatted("😀".repeat(51)), OPERATOR))).isEqualTo(413);
    var from = "{\"name\": \"a\", \"scopes\": [\"read\"], \"addresses\": [%s\"192.0.2.0/24\"]}";
    var more = "\"192.0.2.0/24\",";
    assertThat(status(server.create(from.formatted(more.repeat(31)), OPERATOR))).isEqualTo(201);
    assertThat(status(server.create(from.formatted(more.repeat(32)), OPERATOR))).isEqualTo(413);
  }

  @Test
  void an_organisation_with_too_many_keys_is_told_so() {
    for (int i = 0; i < ApiKeys.COUNT_MAX; i++) server.made(BODY);
    var refused = server.create(BODY, OPERATOR);
    assertThat(server.text(refused))
        .contains("/problems/limit-reached", ApiKeys.COUNT_MAX + " API keys");
  }

  @Test
  void the_description_names_the_scopes_that_a_key_may_have() throws IOException {
    JsonNode document;
    try (var in = getClass().getResourceAsStream("/api/openapi.json")) {
      document = JsonText.own(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
    var described = document.at("/components/schemas/ApiKey/properties/scopes/items/enum");
    assertThat(StreamSupport.stream(described.spliterator(), false).map(JsonNode::asText))
        .containsExactlyElementsOf(Permission.ofKeys().stream().map(Permission::word).toList());
  }
}
