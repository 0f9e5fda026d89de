package io.parley.voice.kokoro;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.espeak.EspeakPhonemes;
import io.parley.voice.program.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// With an espeak that says the words as they are written, so that they can be told apart.
class KokoroPhonemesTest {
  @TempDir private Path directory;
  private EspeakPhonemes espeak;

  @BeforeEach
  void write() throws Exception {
    var script = Files.writeString(directory.resolve("espeak-ng"), "#!/bin/sh\nexec cat\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    espeak = new EspeakPhonemes(new Program(script, Map.of()), Duration.ofSeconds(30));
  }

  private List<String> of(String text) throws Exception {
    return KokoroPhonemes.of(text, false, espeak, String::length);
  }

  @ParameterizedTest
  @CsvSource({
    "ˈɔːɹdɚ, ˈɔɹdəɹ, ˈɔːɹdɚ",
    "hɜːd, hɜɹd, hɜːd",
    "ɡˈo^ʊ, ɡˈO, ɡˈoʊ",
    "ɡˈə^ʊ, ɡˈQ, ɡˈQ",
    "wˈe^ɪ, wˈA, wˈA",
    "mˈa^ɪn, mˈIn, mˈIn",
    "nˈa^ʊ, nˈW, nˈW",
    "bˈɔ^ɪ, bˈY, bˈY",
    "d^ʒˈʌd^ʒ, ʤˈʌʤ, ʤˈʌʤ",
    "t^ʃˈɪp, ʧˈɪp, ʧˈɪp",
    "ɐ ɹˈɛd, ə ɹˈɛd, ə ɹˈɛd",
    "ðˈe^ə, ðˈAə, ðˈɛː"
  })
  void espeaks_sounds_become_the_models(String ipa, String american, String british) {
    assertThat(KokoroPhonemes.inAlphabet(ipa, false)).isEqualTo(american);
    assertThat(KokoroPhonemes.inAlphabet(ipa, true)).isEqualTo(british);
  }

  @Test
  void punctuation_keeps_its_place() throws Exception {
    assertThat(of("  So, is it? It is!  ")).containsExactly("So, is it? It is!");
  }

  @Test
  void marks_within_a_number_or_a_word_are_not_punctuation() throws Exception {
    assertThat(of("It is 3.50, and it's 10:30 now."))
        .containsExactly("It is 3.50, and it's 10:30 now.");
  }

  @Test
  void an_empty_text_has_no_phonemes() throws Exception {
    assertThat(of("  ")).isEmpty();
  }

  @Test
  void a_text_too_long_for_the_model_is_cut_between_clauses() throws Exception {
    var clause = "a".repeat(PhonemeTokens.MAX / 2) + ",";
    assertThat(of(clause + " " + clause + " so.")).containsExactly(clause, clause + " so.");
  }

  @Test
  void a_clause_too_long_for_the_model_is_cut_between_words() {
    var words = "la ".repeat(PhonemeTokens.MAX).strip();
    var parts = KokoroPhonemes.fitting(words, String::length);
    assertThat(parts).hasSizeGreaterThan(2).allMatch(part -> part.length() <= PhonemeTokens.MAX);
    assertThat(String.join(" ", parts)).isEqualTo(words);
  }

  @Test
  void a_word_too_long_for_the_model_is_cut() {
    var word = "o".repeat(PhonemeTokens.MAX + 1);
    var parts = KokoroPhonemes.fitting(word, String::length);
    assertThat(parts).hasSize(2);
    assertThat(String.join("", parts)).isEqualTo(word);
  }
}
