package io.parley.http.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScimFilterTest {
  private static ScimFilter read(String text) {
    return ScimFilter.of(Optional.of(text)).orElseThrow();
  }

  @Test
  void filters_of_okta_and_entra_id_are_one_comparison() {
    assertThat(read("userName eq \"ada@shop.example\""))
        .isEqualTo(new ScimFilter("username", "ada@shop.example"));
    assertThat(read("externalId eq \"00ujl29u0le5T6Aj10h7\""))
        .isEqualTo(new ScimFilter("externalid", "00ujl29u0le5T6Aj10h7"));
    assertThat(read("emails[type eq \"work\"].value eq \"ada@shop.example\"").attribute())
        .isEqualTo("emails[type eq \"work\"].value");
    assertThat(read("urn:ietf:params:scim:schemas:core:2.0:User:userName EQ \"a@b.example\""))
        .isEqualTo(new ScimFilter("username", "a@b.example"));
    assertThat(read("displayName eq \"Config Manager\"").value()).isEqualTo("Config Manager");
  }

  @Test
  void a_value_may_hold_escaped_quotes_and_words_of_a_filter() {
    assertThat(read("displayName eq \"a \\\"b\\\" and c eq d\"").value())
        .isEqualTo("a \"b\" and c eq d");
  }

  @Test
  void without_a_filter_there_is_none() {
    assertThat(ScimFilter.of(Optional.empty())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "userName",
        "userName eq ada",
        "userName sw \"ada\"",
        "userName eq \"a\" or userName eq \"b\"",
        "not (userName eq \"a\")",
        "userName eq \"a\\\"",
      })
  void another_form_is_refused_and_not_guessed(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOfSatisfying(
            ScimFailure.class,
            failure ->
                assertThat(failure.json().path("scimType").asText()).isEqualTo("invalidFilter"));
  }
}
