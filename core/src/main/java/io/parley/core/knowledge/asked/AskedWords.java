package io.parley.core.knowledge.asked;

import io.parley.core.memory.note.MemoryNotes;
import io.parley.core.text.Unicode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Meaning of certain words of a conversation, in English, German and Spanish.
final class AskedWords {
  private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

  /// Not knowing something else ("who you are", "whether it arrived") is no admission.
  private static final Pattern ADMITS =
      Pattern.compile(
          "\\b(?:don['’]?t|do not) (?:actually |really )?know (?:that|it|this|the"
              + " answer)\\b|\\b(?:don['’]?t|do not|still don['’]?t) know[.,!;]|\\b(?:don['’]?t|do"
              + " not) have (?:any |enough |that |this |the"
              + " )?information\\b|\\b(?:couldn['’]?t|could not|can['’]?t|can ?not) (?:find|answer)"
              + " (?:that|this|it|any|an answer|information)|\\bfound nothing (?:about|on)\\b|\\bno"
              + " information (?:about|on)\\b|\\bweiß ich (?:leider |auch )?nicht\\b|\\bweiß (?:ich"
              + " )?es (?:leider )?(?:immer noch )?nicht\\b|\\b(?:dazu|darüber|hierzu)"
              + " (?:habe|finde|liegen) (?:ich |mir )?(?:leider"
              + " )?(?:nichts|keine)|\\b(?:keine|nicht genügend) informationen?"
              + " (?:dazu|darüber|zu|über)\\b|\\bno lo sé(?!\\p{L})|\\bno (?:dispongo de|tengo)"
              + " (?:esa |esta |suficiente )?información\\b|\\bno (?:he"
              + " encontrado|encuentro|encontré) (?:nada|información|ninguna)\\b",
          FLAGS);

  private static final Pattern WANTS_HUMAN =
      Pattern.compile(
          "\\b(?:speak|talk|chat|connect|transfer|want|need|get|give|put)\\b[^.?!]{0,40}\\b(?:human|humans|real"
              + " person|person|someone real|representative|live agent|human"
              + " agent|colleague)\\b|^\\W{0,5}(?:a"
              + " )?(?:human|agent|representative|mensch|mitarbeiter|humano|agente)(?:,?"
              + " (?:please|bitte|por favor))?\\W{0,5}$"
              + "|\\b(?:mensch|menschen|mitarbeiter|mitarbeiterin|berater|kollegen|jemandem)\\b[^.?!]{0,40}"
              + "\\b(?:sprechen|reden|verbinden|verbunden|chatten)\\b"
              + "|\\b(?:hablar|comunicar|comunicarme|pasar|páseme|pásame|poner|póngame)\\b[^.?!]{0,40}"
              + "\\b(?:persona|humano|humana|agente|alguien|operador)\\b",
          FLAGS);

  /// Each alternative of [#ADMITS] has one of these. Most texts have none, and to search for them
  /// costs a small part of the expression, which is tried at every letter.
  private static final List<String> ADMITTING =
      List.of(
          "know",
          "informa",
          "find",
          "answer",
          "nothing about",
          "nothing on",
          "weiß",
          "dazu",
          "darüber",
          "hierzu",
          "no lo sé",
          "encontr",
          "encuentr");

  /// The same for [#WANTS_HUMAN].
  private static final List<String> HUMAN =
      List.of(
          "human",
          "person",
          "someone real",
          "representative",
          "agent",
          "colleague",
          "mensch",
          "mitarbeiter",
          "berater",
          "kollegen",
          "jemandem",
          "alguien",
          "operador");

  private static final Pattern NUMBER = Pattern.compile("\\d(?:[ ./-]?\\d){3,40}");
  private static final Pattern ADDRESS =
      Pattern.compile("[^\\s@]{1,64}@[^\\s@]{1,200}|(?i:https?://|www\\.)\\S{1,500}");

  /// A name is one or two words in capitals after its introduction.
  private static final Pattern NAMED =
      Pattern.compile(
          "((?i:my name is|my name['’]s|i am called|ich heiße|mein name ist|me llamo|mi nombre es))"
              + " \\p{L}[\\p{L}'’-]{0,40}(?: \\p{Lu}[\\p{L}'’-]{0,40})?");

  private AskedWords() {}

  static boolean admits(String reply) {
    return find(ADMITS, ADMITTING, reply);
  }

  static boolean wantsHuman(String message) {
    return find(WANTS_HUMAN, HUMAN, message);
  }

  private static boolean find(Pattern pattern, List<String> stems, String text) {
    var bounded = Unicode.bounded(text);
    var lower = lower(bounded);
    return stems.stream().anyMatch(lower::contains) && pattern.matcher(bounded).find();
  }

  /// Letter by letter: that of `String` looks for the end of the word at each capital sigma, and
  /// takes quadratic time where there are many.
  private static String lower(String text) {
    var letters = text.toCharArray();
    for (int at = 0; at < letters.length; at++) letters[at] = Character.toLowerCase(letters[at]);
    return new String(letters);
  }

  /// In one line, without sentences that contain a secret; longer numbers, addresses and the
  /// customer's name are masked. Empty when no word is left.
  ///
  /// @param max UTF-16 units
  static Optional<String> redacted(String text, int max) {
    return MemoryNotes.withoutSecrets(Unicode.bounded(text))
        .map(line -> ADDRESS.matcher(line).replaceAll("[…]"))
        .map(line -> NUMBER.matcher(line).replaceAll("[…]"))
        .map(line -> NAMED.matcher(line).replaceAll("$1 […]"))
        .map(line -> cut(line, max))
        .filter(line -> line.codePoints().filter(Character::isLetter).count() > 2);
  }

  private static String cut(String line, int max) {
    if (line.length() <= max) return line;
    int end = Character.isHighSurrogate(line.charAt(max - 2)) ? max - 2 : max - 1;
    return line.substring(0, end) + "…";
  }
}
