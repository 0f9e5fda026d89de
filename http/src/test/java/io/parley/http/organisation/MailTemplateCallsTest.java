package io.parley.http.organisation;

import static io.parley.http.organisation.OrganisationServer.ADMIN;
import static io.parley.http.organisation.OrganisationServer.BANK;
import static io.parley.http.organisation.OrganisationServer.KEY;
import static io.parley.http.organisation.OrganisationServer.NOON;
import static io.parley.http.organisation.OrganisationServer.SHOP;
import static io.parley.http.organisation.OrganisationServer.VIEWER;
import static io.parley.http.organisation.OrganisationServer.ofShop;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.audit.Actor;
import io.parley.core.mail.MailKind;
import io.parley.core.mail.MailTemplate;
import io.parley.core.mail.OwnTemplates;
import io.parley.core.mail.OwnTemplates.Written;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailTemplateCallsTest {
  private static final String PATH = "/v1/organisation/mail-templates";
  private static final String GERMAN = PATH + "/invitation/de";
  private static final String WORDS =
      """
      {"subject": "Komm zu {{organisation}}",
        "text": "{{inviter}} in {{organisation}}\\n\\n{{link}}"}\
      """;

  private final OrganisationServer server = new OrganisationServer();

  @AfterEach
  void close() {
    server.close();
  }

  private JsonNode listed() {
    return server.get(PATH, ofShop(VIEWER)).json().path("templates");
  }

  @Test
  void own_words_take_the_place_of_the_programs_in_their_language() {
    assertThat(listed().findValuesAsText("subject")).containsExactly("Einladung", "Invitation");
    assertThat(listed().findValuesAsText("own")).containsOnly("false");
    var stored = server.put(GERMAN, ofShop(ADMIN), WORDS);
    assertThat(stored.status()).isEqualTo(200);
    assertThat(stored.json().path("own").asBoolean()).isTrue();
    assertThat(stored.json().path("placeholders").toString())
        .isEqualTo("[\"inviter\",\"link\",\"organisation\"]");
    assertThat(listed().get(0)).isEqualTo(stored.json());
    assertThat(listed().findValuesAsText("subject"))
        .containsExactly("Komm zu {{organisation}}", "Invitation");
    assertThat(server.templates.kept.get(SHOP.tenant()))
        .containsExactly(
            new Written(
                new MailTemplate(
                    MailKind.INVITATION,
                    "de",
                    "Komm zu {{organisation}}",
                    "{{inviter}} in {{organisation}}\n\n{{link}}"),
                NOON));
    assertThat(server.templates.kept.get(BANK.tenant())).isNull();
    assertThat(server.templates.acts)
        .allSatisfy(act -> assertThat(act.by()).isEqualTo(new Actor.Person(ADMIN)));
  }

  @Test
  void a_language_is_the_same_in_large_and_small_letters() {
    assertThat(server.put(PATH + "/invitation/DE-at", ofShop(ADMIN), WORDS).status())
        .isEqualTo(200);
    assertThat(listed().findValuesAsText("language")).containsExactly("de", "de-at", "en");
    assertThat(server.delete(PATH + "/invitation/de-AT", ofShop(ADMIN)).status()).isEqualTo(204);
    assertThat(server.delete(PATH + "/invitation/de-AT", ofShop(ADMIN)).status()).isEqualTo(404);
    assertThat(listed()).hasSize(2);
  }

  @Test
  void only_those_who_manage_the_organisation_write_and_no_key_does() {
    for (var token : new String[] {ofShop(VIEWER), KEY}) {
      assertThat(server.put(GERMAN, token, WORDS).status()).isEqualTo(403);
      assertThat(server.delete(GERMAN, token).status()).isEqualTo(403);
    }
    assertThat(server.templates.acts).isEmpty();
  }

  @Test
  void mails_of_accounts_are_not_the_organisations() {
    for (var kind : new String[] {"reset", "verify", "claim", "new-sign-in", "birthday"})
      assertThat(server.put(PATH + "/" + kind + "/de", ofShop(ADMIN), WORDS).status())
          .as(kind)
          .isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | subject is missing",
        "{\"subject\": \"a\", \"text\": \"x\", \"organisation\": \"bank\"} | unknown field",
        "{\"subject\": \"a\", \"text\": \"Hello {{organisation}}\"} |"
            + " {{link}} as a paragraph of its own",
        "{\"subject\": \"a\", \"text\": \"Hello\\n\\n{{link}}\"} | with {{organisation}}",
        "{\"subject\": \"a\", \"text\": \"{{organisation}} {{password}}\\n\\n{{link}}\"} |"
            + " placeholders",
        "{\"subject\": \"a\", \"text\": \"{{organisation}} www.evil.example\\n\\n{{link}}\"} |"
            + " no address",
        "{\"subject\": \"a\\nBcc: eve\", \"text\": \"{{organisation}}\\n\\n{{link}}\"} |"
            + " one line"
      })
  void words_that_break_a_rule_are_refused_and_not_repeated(String body, String detail) {
    var refused = server.put(GERMAN, ofShop(ADMIN), body);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains(detail).doesNotContain("evil.example", "password");
    assertThat(server.templates.acts).isEmpty();
  }

  @Test
  void beyond_the_most_there_is_no_further_one() {
    for (int i = 0; i < OwnTemplates.COUNT_MAX; i++)
      assertThat(server.put(PATH + "/invitation/en-a" + i, ofShop(ADMIN), WORDS).status())
          .isEqualTo(200);
    var refused = server.put(GERMAN, ofShop(ADMIN), WORDS);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.problem()).isEqualTo("/problems/limit-reached");
  }
}
