package io.parley.mail.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.mail.MailKind;
import io.parley.core.mail.MailTemplate;
import io.parley.core.mail.OwnTemplate;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BundledTemplatesTest {
  private final BundledTemplates templates = BundledTemplates.load();

  @ParameterizedTest
  @EnumSource(MailKind.class)
  void every_kind_is_there_in_every_language_with_the_same_placeholders(MailKind kind) {
    var subjects = new HashSet<String>();
    for (var language : BundledTemplates.LANGUAGES) {
      var template = templates.find(kind, language);
      assertThat(template.language()).isEqualTo(language);
      assertThat(template.kind()).isEqualTo(kind);
      assertThat(template.placeholders())
          .as(language)
          .containsExactlyInAnyOrderElementsOf(kind.placeholders());
      assertThat(subjects.add(template.subject())).as(language).isTrue();
    }
  }

  @Test
  void a_region_falls_back_to_its_language_and_others_to_english() {
    assertThat(language("de-AT")).isEqualTo("de");
    assertThat(language("ES")).isEqualTo("es");
    assertThat(language("fr")).isEqualTo("en");
    assertThat(language("deu")).isEqualTo("en");
  }

  @Test
  void those_that_organisations_may_replace_keep_the_rules_for_own_words() {
    assertThat(templates.replaceable())
        .hasSize(OwnTemplate.KINDS.size() * BundledTemplates.LANGUAGES.size())
        .allSatisfy(each -> assertThat(new OwnTemplate(each).template()).isEqualTo(each));
  }

  private String language(String of) {
    MailTemplate found = templates.find(MailKind.RESET, of);
    return found.language();
  }
}
