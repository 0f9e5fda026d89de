package io.parley.http.oidc;

import static io.parley.http.oidc.OidcServer.ADMIN;
import static io.parley.http.oidc.OidcServer.BANKER;
import static io.parley.http.oidc.OidcServer.OPERATOR;
import static io.parley.http.oidc.OidcServer.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.access.ClientRole;
import io.parley.core.identity.OidcConnections.Stored;
import io.parley.core.tenant.OrganisationId;
import io.parley.http.json.JsonText;
import io.parley.http.oidc.OidcServer.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderCallsTest {
  private static final String ALL = "/v1/organisation/sign-in-providers";
  private static final String SECRET = "a-secret-that-nobody-reads";
  private static final String BODY = body("\"admits\": [\"viewer\", \"member\"]");

  private final OidcServer server = new OidcServer();

  @AfterEach
  void close() {
    server.close();
  }

  /// @param fields that are added, or take the place of the usual ones
  private static String body(String fields) {
    var usual =
        JsonText.object(
            """
            {"name": "Shop", "issuer": "https://id.shop.example", "clientId": "parley",
              "clientSecret": "%s", "domains": ["shop.example"]}\
            """
                .formatted(SECRET));
    usual.setAll(JsonText.object("{" + fields + "}"));
    return usual.toString();
  }

  private Reply create(String token, String body) {
    return server.send("POST", ALL, token, body);
  }

  @Test
  void a_provider_is_added_and_listed_without_its_secret() {
    var made = create(OWNER, BODY);
    assertThat(made.status()).isEqualTo(201);
    var id = made.json().path("id").asText();
    assertThat(made.header("Location")).isEqualTo(ALL + "/" + id);
    assertThat(made.json())
        .isEqualTo(
            JsonText.object(
                """
                {"id": "%s", "name": "Shop", "issuer": "https://id.shop.example",
                  "clientId": "parley", "domains": ["shop.example"], "passwords": "allowed",
                  "admits": ["member", "viewer"], "signsOwnersIn": true,
                  "callback": "https://parley.example/v1/sign-ins/oidc/%s/callback"}\
                """
                    .formatted(id, id)));
    var list = server.send("GET", ALL, OWNER, "");
    assertThat(list.json().path("providers").get(0)).isEqualTo(made.json());
    assertThat(made.text() + list.text()).doesNotContain(SECRET);
    assertThat(server.connections.all().getFirst().secret()).isEqualTo(SECRET);
    assertThat(server.connections.acts().getFirst().by().text()).startsWith("person:");
  }

  @Test
  void a_provider_is_replaced_and_deleted_by_its_organisation_alone() {
    var path = ALL + "/" + create(OWNER, BODY).json().path("id").asText();
    var without = BODY.replace("\"clientSecret\":\"%s\",".formatted(SECRET), "");
    assertThat(without).doesNotContain(SECRET);
    assertThat(server.send("PUT", path, BANKER, without).status()).isEqualTo(404);
    assertThat(server.send("DELETE", path, BANKER, "").status()).isEqualTo(404);
    assertThat(server.send("GET", ALL, BANKER, "").json().path("providers")).isEmpty();
    assertThat(server.send("PUT", path, OWNER, without).status()).isEqualTo(200);
    assertThat(server.connections.all().getFirst().secret()).isEqualTo(SECRET);
    assertThat(server.send("DELETE", path, OWNER, "").status()).isEqualTo(204);
    assertThat(server.send("DELETE", path, OWNER, "").status()).isEqualTo(404);
    assertThat(server.send("PUT", ALL + "/no-id", OWNER, BODY).status()).isEqualTo(404);
  }

  @Test
  void only_those_who_manage_the_organisation_keep_providers() {
    for (var token : new String[] {OidcServer.VIEWER, OidcServer.KEY, OidcServer.AGENT}) {
      assertThat(create(token, BODY).status()).as(token).isEqualTo(403);
      assertThat(server.send("GET", ALL, token, "").status()).as(token).isEqualTo(403);
    }
    assertThat(create("", BODY).status()).isEqualTo(401);
    assertThat(create("a-guess-at-a-token", BODY).status()).isEqualTo(401);
    assertThat(server.connections.all()).isEmpty();
  }

  @Test
  void the_shared_operator_token_keeps_those_of_a_single_machine() {
    assertThat(create(OPERATOR, BODY).status()).isEqualTo(201);
    var made = server.connections.all().getFirst().connection();
    assertThat(made.organisation()).isEqualTo(OrganisationId.DEFAULT);
    assertThat(made.reach()).isEmpty();
    assertThat(server.connections.acts().getFirst().by().text()).isEqualTo("program:operator");
  }

  @Test
  void the_provider_of_an_admin_signs_no_owner_in_and_refuses_no_owners_password() {
    var made = create(ADMIN, BODY);
    assertThat(made.json().path("signsOwnersIn").asBoolean()).isFalse();
    assertThat(server.connections.all().getFirst().connection().reach())
        .contains(ClientRole.ADMIN.permissions());
    var refused = create(ADMIN, body("\"passwords\": \"refused\""));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().path("reason").asText()).isEqualTo("beyond-own");
    assertThat(create(ADMIN, body("\"passwords\": \"owners\"")).status()).isEqualTo(201);
    assertThat(create(OWNER, body("\"passwords\": \"refused\"")).status()).isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource({
    "TOO_MANY, 409, ''",
    "DOMAIN_NOT_PROVED, 409, domain-not-proved",
    "DOMAIN_TAKEN, 409, domain-taken",
    "SECRET_NEEDED, 409, secret-needed",
    "NO_KEY, 503, ''"
  })
  void a_refusal_of_the_store_is_told(Stored outcome, int status, String reason) {
    server.connections.answer(outcome);
    var refused = create(OWNER, BODY);
    assertThat(refused.status()).isEqualTo(status);
    assertThat(refused.json().path("reason").asText()).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"issuer\": \"http://id.shop.example\" | issuer",
        "\"issuer\": \"https://id.shop.example?x\" | issuer",
        "\"domains\": [] | domains is missing or empty",
        "\"domains\": [\"no domain\"] | an entry of domains is none",
        "\"passwords\": \"some\" | passwords is another word",
        "\"admits\": [\"owner\"] | an entry of admits",
        "\"admits\": [\"flyer\"] | an entry of admits",
        "\"password\": \"refused\" | there is an unknown field",
        "\"clientId\": \"with space\" | clientId",
        "\"name\": \"\" | name is empty"
      })
  void a_wrong_request_is_refused(String field, String detail) {
    var refused = create(OWNER, body(field));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains(detail);
    assertThat(server.connections.all()).isEmpty();
  }
}
