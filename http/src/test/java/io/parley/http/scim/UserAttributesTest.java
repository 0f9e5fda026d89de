package io.parley.http.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.access.ClientRole;
import io.parley.core.access.RoleSet;
import io.parley.core.identity.DirectoryUsers.Names;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.PersonId;
import io.parley.http.json.JsonText;
import io.parley.identity.scim.ProvisionedUser;
import io.parley.identity.scim.UserWish;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bodies as Okta and Entra ID send them.
class UserAttributesTest {
  private static final ProvisionedUser ADA =
      new ProvisionedUser(
          new PersonId(new UUID(1, 1)),
          new EmailAddress("ada@shop.example"),
          Optional.of("ext-1"),
          new Names(Optional.of("Ada"), Optional.of("Byron"), Optional.of("Ada Byron")),
          Optional.of("de"),
          true,
          Optional.of(RoleSet.of(ClientRole.VIEWER)),
          Instant.EPOCH,
          Instant.EPOCH);

  private static UserWish whole(String body) {
    return UserAttributes.of(JsonText.object(body)).wish(true);
  }

  private static UserWish patched(String operations) {
    var body = JsonText.object("{\"Operations\": " + operations + "}");
    return UserAttributes.of(ADA).patched(ScimPatch.read(body)).wish(true);
  }

  @Test
  void a_user_of_okta_is_read() {
    var wish =
        whole(
            """
            {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
             "userName": "Ada@Shop.example",
             "name": {"givenName": "Ada", "familyName": "Byron"},
             "emails": [{"primary": true, "value": "ada@shop.example", "type": "work"}],
             "displayName": "Ada Byron", "locale": "en-US", "externalId": "00ujl29u0le5T6Aj10h7",
             "groups": [], "password": "1mz050nq", "active": true}
            """);
    assertThat(wish.address()).isEqualTo(new EmailAddress("ada@shop.example"));
    assertThat(wish.externalId()).contains("00ujl29u0le5T6Aj10h7");
    assertThat(wish.names()).isEqualTo(ADA.names());
    assertThat(wish.isActive()).isTrue();
  }

  @Test
  void a_user_of_entra_id_is_read_with_a_boolean_that_is_a_text() {
    var wish =
        whole(
            """
            {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User",
               "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
             "externalId": "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef", "userName": "ada@shop.example",
             "active": "True", "meta": {"resourceType": "User"},
             "name": {"formatted": "Ada Byron", "familyName": "Byron", "givenName": "Ada"},
             "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Sales"},
             "roles": []}
            """);
    assertThat(wish.names().display()).contains("Ada Byron");
    assertThat(wish.isActive()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"op\": \"replace\", \"value\": {\"active\": false}}]",
        "[{\"op\": \"Replace\", \"path\": \"active\", \"value\": \"False\"}]",
        "[{\"op\": \"replace\", \"path\": \"active\", \"value\": \"false\"}]",
        "[{\"op\": \"Replace\", \"path\": \"active\", \"value\": [{\"value\": \"False\"}]}]",
        "[{\"op\": \"add\", \"path\": \"urn:ietf:params:scim:schemas:core:2.0:User:active\","
            + " \"value\": false}]",
      })
  void a_user_is_switched_off_in_every_form_that_directories_send(String operations) {
    var wish = patched(operations);
    assertThat(wish.isActive()).isFalse();
    assertThat(wish.names()).isEqualTo(ADA.names());
    assertThat(wish.externalId()).contains("ext-1");
  }

  @Test
  void entra_id_sends_several_attributes_without_a_path() {
    var wish =
        patched(
            """
            [{"op": "replace", "value": {"displayName": "Ada Lovelace",
               "name.familyName": "Lovelace",
               "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber": "7"}},
             {"op": "Add", "path": "emails[type eq \\"work\\"].value", "value": "al@shop.example"},
             {"op": "Add", "path": "title", "value": "Countess"}]
            """);
    assertThat(wish.names())
        .isEqualTo(
            new Names(Optional.of("Ada"), Optional.of("Lovelace"), Optional.of("Ada Lovelace")));
    assertThat(wish.address()).isEqualTo(ADA.address());
    assertThat(wish.isActive()).isTrue();
  }

  @Test
  void the_preferred_language_is_read_and_one_of_another_form_ignored() {
    var user = "{\"userName\": \"ada@shop.example\", \"preferredLanguage\": %s}";
    assertThat(whole(user.formatted("\"de-AT, en;q=0.5\"")).language()).contains("de-at");
    for (var other : new String[] {"\"en_US\"", "\"\"", "7", "{\"a\": 1}", "[\"de\"]", "null"})
      assertThat(whole(user.formatted(other)).language()).as(other).isEmpty();
    var replaced =
        patched("[{\"op\": \"replace\", \"path\": \"preferredLanguage\", \"value\": \"es\"}]");
    assertThat(replaced.language()).contains("es");
  }

  @Test
  void a_removal_needs_a_path_and_leaves_what_is_required() {
    assertThat(patched("[{\"op\": \"Remove\", \"path\": \"externalId\"}]").externalId()).isEmpty();
    for (var operations :
        new String[] {"[{\"op\": \"remove\"}]", "[{\"op\": \"remove\", \"path\": \"userName\"}]"})
      assertThatThrownBy(() -> patched(operations)).isInstanceOf(ScimFailure.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"userName\": \"ada\"}",
        "{\"userName\": 7}",
        "{\"userName\": \"ada@shop.example\", \"active\": \"maybe\"}",
        "{\"userName\": \"ada@shop.example\", \"displayName\": \"two\\nlines\"}",
        "{\"userName\": \"ada@shop.example\", \"externalId\": {\"a\": 1}}",
      })
  void values_of_another_form_are_refused_without_being_repeated(String body) {
    assertThatThrownBy(() -> whole(body))
        .isInstanceOfSatisfying(
            ScimFailure.class,
            failure -> {
              assertThat(failure.status()).isEqualTo(400);
              assertThat(failure.json().path("scimType").asText()).isEqualTo("invalidValue");
              assertThat(failure.getMessage()).doesNotContain("ada", "maybe", "lines");
            });
  }
}
