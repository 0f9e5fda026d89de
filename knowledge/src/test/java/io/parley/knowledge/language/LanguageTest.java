package io.parley.knowledge.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LanguageTest {
  @Test
  void small_words_and_letters_tell_the_language() {
    assertThat(Language.guess("where is my parcel")).contains(Language.ENGLISH);
    assertThat(Language.guess("wo ist mein Paket")).contains(Language.GERMAN);
    assertThat(Language.guess("dónde está mi paquete")).contains(Language.SPANISH);
    assertThat(Language.guess("où est mon colis, je ne le trouve pas")).contains(Language.OTHER);
    assertThat(Language.guess("WO IST MEINE BESTELLUNG")).contains(Language.GERMAN);
    assertThat(Language.guess("Rückgabe")).contains(Language.GERMAN);
  }

  @Test
  void a_text_that_does_not_tell_has_no_language() {
    assertThat(Language.guess("")).isEmpty();
    assertThat(Language.guess("1038")).isEmpty();
    assertThat(Language.guess("Router")).isEmpty();
  }

  @Test
  void a_tag_of_any_region_is_known_and_other_languages_are_other() {
    assertThat(Language.ofTag("de-AT")).isEqualTo(Language.GERMAN);
    assertThat(Language.ofTag("es")).isEqualTo(Language.SPANISH);
    assertThat(Language.ofTag("fi")).isEqualTo(Language.OTHER);
    assertThat(Language.ofTag("?")).isEqualTo(Language.OTHER);
    for (var language : Language.values())
      assertThat(Language.ofTag(language.tag())).isEqualTo(language);
  }
}
