package io.parley.http.apikey;

import static io.parley.http.apikey.KeyServer.DEVELOPER;
import static io.parley.http.apikey.KeyServer.OPERATOR;
import static io.parley.http.apikey.KeyServer.id;
import static io.parley.http.apikey.KeyServer.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.access.CustomRole;
import io.parley.core.access.Permission;
import io.parley.core.access.RoleName;
import io.parley.core.identity.ServiceAccounts;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceAccountEndpointsTest {
  private static final String BODY =
      """
      {"name": "till", "roles": ["viewer"]}\
      """;

  private static final String UNKNOWN = "/00000000-0000-4000-8000-00000000ada0";

  private final KeyServer server = new KeyServer();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void an_account_is_made_changed_and_removed_with_its_keys() {
    server.accounts.add(new CustomRole(new RoleName("starter"), Set.of(Permission.START)));
    var made = server.account("POST", "", BODY);
    assertThat(status(made)).isEqualTo(201);
    var account = server.json(made).path("id").asText();
    var own = "/" + account;
    assertThat(made.getHeader("Location").orElseThrow().value())
        .isEqualTo("/v1/service-accounts" + own);
    var more = "{\"name\": \"till 2\", \"roles\": [], \"customRoles\": [\"starter\"]}";
    assertThat(status(server.account("PUT", own, more))).isEqualTo(204);
    var list = server.json(server.account("GET", "", ""));
    assertThat(list.at("/accounts/0/name").asText()).isEqualTo("till 2");
    assertThat(list.at("/accounts/0/customRoles/0").asText()).isEqualTo("starter");
    assertThat(list.path("customRoles").toString()).contains("starter");
    assertThat(list.path("roles").toString()).contains("admin").doesNotContain("owner");

    var key = server.made(keyOf(account));
    var keys = server.json(server.list(OPERATOR));
    assertThat(keys.at("/keys/0/account").asText()).isEqualTo(account);
    assertThat(keys.at("/keys/0").has("lost")).isFalse();
    server.store.lose(id(key), Set.of("read"));
    assertThat(server.json(server.list(OPERATOR)).at("/keys/0/lost/0").asText()).isEqualTo("read");
    assertThat(status(server.account("DELETE", own, ""))).isEqualTo(204);
    assertThat(status(server.account("DELETE", own, ""))).isEqualTo(404);
    assertThat(status(server.who(key))).isEqualTo(401);
    assertThat(server.json(server.list(OPERATOR)).at("/keys/0").has("revokedAt")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"roles\": [\"viewer\"]} | name is missing",
        "{\"name\": \" \", \"roles\": [\"viewer\"]} | name is blank",
        "{\"name\": \"a\"} | 0 roles",
        "{\"name\": \"a\", \"roles\": [\"owner\"]} | owners are people",
        "{\"name\": \"a\", \"roles\": [\"king\"]} | an entry of roles is not known",
        "{\"name\": \"a\", \"customRoles\": [\"ghost\"]} | no role of the organisation",
        "{\"name\": \"till\", \"roles\": [\"viewer\"]} | that of another service account"
      })
  void a_wrong_request_is_refused(String body, String detail) {
    server.account("POST", "", BODY);
    var refused = server.account("POST", "", body);
    assertThat(status(refused)).isEqualTo(400);
    assertThat(server.text(refused)).contains("/problems/invalid-request", detail);
  }

  @Test
  void an_account_that_is_not_there_has_no_keys_and_no_changes() {
    for (var path : new String[] {UNKNOWN, "/till"})
      assertThat(status(server.account("PUT", path, BODY))).isEqualTo(404);
    for (var account : new String[] {UNKNOWN.substring(1), "till"})
      assertThat(status(server.create(keyOf(account), OPERATOR))).isEqualTo(404);
    assertThat(server.store.all()).isEmpty();
  }

  @Test
  void people_touch_no_account_beyond_their_own_rights() {
    var admin = made("{\"name\": \"admin\", \"roles\": [\"admin\"]}");
    var viewer = made(BODY);
    var lowered = "{\"name\": \"lowered\", \"roles\": [\"viewer\"]}";
    for (var refused :
        List.of(
            server.account("PUT", admin, lowered, DEVELOPER),
            server.account("DELETE", admin, "", DEVELOPER))) {
      assertThat(status(refused)).isEqualTo(403);
      assertThat(server.text(refused)).contains("permissions beyond yours");
    }
    assertThat(status(server.account("PUT", viewer, lowered, DEVELOPER))).isEqualTo(204);
    assertThat(status(server.account("DELETE", viewer, "", DEVELOPER))).isEqualTo(204);
    assertThat(status(server.account("DELETE", UNKNOWN, "", DEVELOPER))).isEqualTo(404);
    assertThat(status(server.account("DELETE", admin, ""))).isEqualTo(204);
  }

  /// @return its path
  private String made(String body) {
    return "/" + server.json(server.account("POST", "", body)).path("id").asText();
  }

  @Test
  void an_organisation_with_too_many_accounts_is_told_so() {
    for (int i = 0; i < ServiceAccounts.COUNT_MAX; i++)
      server.account("POST", "", "{\"name\": \"a%d\", \"roles\": [\"viewer\"]}".formatted(i));
    assertThat(server.text(server.account("POST", "", BODY)))
        .contains("/problems/limit-reached", "50 service accounts");
  }

  private static String keyOf(String account) {
    return "{\"name\": \"a\", \"scopes\": [\"read\"], \"account\": \"%s\"}".formatted(account);
  }
}
