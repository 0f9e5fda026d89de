package io.parley.voice.kokoro;

import io.parley.voice.espeak.EspeakPhonemes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/// Phonemes as Kokoro was trained on them: espeak's phonemes in the alphabet of `misaki`
/// (github.com/hexgrad/misaki, `EspeakG2P`, Apache-2.0), with the punctuation that makes the
/// melody.
final class KokoroPhonemes {
  /// Text between two marks that are not part of a number or a word.
  private static final Pattern PIECE =
      Pattern.compile("(?s)(.+?)((?:(?<![,.;:!?…—])|(?<=\\G.))[,.;:!?…—]++(?=\\s|$)|$)\\s*+");

  /// In this order.
  private static final List<Map.Entry<String, String>> ALL =
      List.of(
          Map.entry("a^ɪ", "I"),
          Map.entry("a^ʊ", "W"),
          Map.entry("d^ʒ", "ʤ"),
          Map.entry("e^ɪ", "A"),
          Map.entry("t^ʃ", "ʧ"),
          Map.entry("ɔ^ɪ", "Y"),
          Map.entry("ə^ʊ", "Q"));

  private static final List<Map.Entry<String, String>> AMERICAN =
      List.of(
          Map.entry("o^ʊ", "O"), Map.entry("ɚ", "əɹ"), Map.entry("ɜː", "ɜɹ"), Map.entry("ː", ""));

  private static final List<Map.Entry<String, String>> BRITISH =
      List.of(Map.entry("e^ə", "ɛː"), Map.entry("i^ə", "ɪə"));

  private static final List<Map.Entry<String, String>> LAST =
      List.of(
          Map.entry("^", ""),
          Map.entry("ɐ", "ə"),
          Map.entry("r", "ɹ"),
          Map.entry("x", "k"),
          Map.entry("ɬ", "l"),
          Map.entry("e", "A"));

  private KokoroPhonemes() {}

  /// Blocks until espeak has answered.
  ///
  /// @param length of phonemes, as the model counts them
  /// @return one or more texts that the model can take each, none blank; empty when there is
  ///   nothing to say
  static List<String> of(
      String text, boolean isBritish, EspeakPhonemes espeak, ToIntFunction<String> length)
      throws IOException, InterruptedException {
    var texts = new ArrayList<String>();
    var current = new StringBuilder();
    for (var piece : PIECE.matcher(text.strip()).results().toList()) {
      var ipa = espeak.of(piece.group(1), isBritish ? "en-gb" : "en-us");
      for (var said : fitting(inAlphabet(ipa, isBritish) + piece.group(2), length)) {
        if (length.applyAsInt(current + " " + said) > PhonemeTokens.MAX) {
          texts.add(current.toString());
          current.setLength(0);
        }
        current.append(current.isEmpty() ? "" : " ").append(said);
      }
    }
    texts.add(current.toString());
    texts.removeIf(String::isBlank);
    return texts;
  }

  static String inAlphabet(String ipa, boolean isBritish) {
    var said = replaced(ipa, ALL);
    said = replaced(said, isBritish ? BRITISH : AMERICAN);
    return replaced(said, LAST);
  }

  /// Cut between words where it is too long for the model.
  static List<String> fitting(String phonemes, ToIntFunction<String> length) {
    if (length.applyAsInt(phonemes) <= PhonemeTokens.MAX) return List.of(phonemes);
    int middle = phonemes.lastIndexOf(' ', phonemes.length() / 2);
    int cut = middle > 0 ? middle : phonemes.length() / 2;
    var parts = new ArrayList<>(fitting(phonemes.substring(0, cut), length));
    parts.addAll(fitting(phonemes.substring(cut).strip(), length));
    return parts;
  }

  private static String replaced(String text, List<Map.Entry<String, String>> table) {
    var said = text;
    for (var entry : table) said = said.replace(entry.getKey(), entry.getValue());
    return said;
  }
}
