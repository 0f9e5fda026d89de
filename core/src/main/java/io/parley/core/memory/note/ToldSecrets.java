package io.parley.core.memory.note;

import io.parley.core.text.CardNumber;
import io.parley.core.text.Unicode;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Finds secrets, which memories must not contain: numbers of cards (Luhn, ISO/IEC 7812-1) and bank
/// accounts (IBAN, ISO 13616), passwords, PINs and codes.
final class ToldSecrets {
  private static final Pattern CARD = Pattern.compile("(?<!\\d)\\d(?:[ .-]?\\d){12,18}(?!\\d)");
  private static final Pattern IBAN =
      Pattern.compile("(?i)\\b[a-z]{2}\\d{2}(?: ?[a-z0-9]){11,30}\\b");
  private static final String WORD =
      "\\b(?:passwords?|passwort|passphrase|passcodes?|kennwort|losungswort|contraseñas?|clave|pwd"
          + "|credentials|api[ -]?key|secret|security (?:code|question|answer))\\b";

  /// Words about a password that do not reveal it.
  private static final String HARMLESS =
      "(?:not|no"
          + " longer|never|too|wrong|incorrect|invalid|expired|forgotten|lost|reset|blocked|locked|unknown"
          + "|missing|required|needed|changed|sent|rejected|refused|accepted|falsch|abgelaufen|vergessen"
          + "|gesperrt|incorrecta|caducada|olvidada|the|a|an|being|been|to|in|on)\\b";

  private static final Pattern TOLD =
      Pattern.compile(
          "(?i)"
              + WORD
              + "[\"'’)]*\\s*(?::|=|->|(?:(?:for|of|to|für|de|zum|zur)\\s[^.,:]{1,40})?\\s?"
              + "\\b(?:is|was|are|lautet|ist|war|es|era)\\b:?)\\s*[\"'“„]?(?!"
              + HARMLESS
              + ")\\S+");

  /// A word with a digit in it right after: "password hunter2". Letters outside ASCII are `\W` and
  /// letters at once: without bounds each word of a long run would be read to its end.
  private static final Pattern FOLLOWED =
      Pattern.compile(
          "(?i)"
              + WORD
              + "\\W{1,100}+(?:\\p{L}{1,100}+\\W{1,100}+){0,2}(?=\\S{0,100}\\d)(?=\\S{0,100}\\p{L})(?:\\S{4}"
              // signs before it are part of the word
              + "|(?<=[\\W&&\\S])\\S{3}|(?<=[\\W&&\\S]{2})\\S{2})");

  /// Abbreviations count in lower case only directly before the digits: otherwise they may be other
  /// words, such as a pin or boots in tan.
  private static final Pattern CODE =
      Pattern.compile(
          "(?:\\b(?:PINs?|TANs?|CVV2?|CVC2?|OTP)\\b|(?i:\\b(?:geheimzahl|prüfziffer"
              + "|(?:pin|security|verification|one-time|access|sicherheits|bestätigungs)[ -]?"
              + "(?:code|number|nummer))s?\\b))[^.\\d]{0,30}(?<!\\d)\\d{3,8}(?!\\d)"
              + "|(?i:\\b(?:pin|tan|cvv2?|cvc2?|otp)\\b[\\s:=]*+(?:is|ist|lautet|es|was)?[\\s:=]*+)"
              + "(?<!\\d)\\d{3,8}(?!\\d)");

  /// Every IBAN has this many digits; words that look like one have fewer.
  private static final int IBAN_DIGITS_MIN = 8;

  private static final Pattern SENTENCE_END = Pattern.compile("[.!?] ");
  private static final BigInteger NINETY_SEVEN = BigInteger.valueOf(97);

  private ToldSecrets() {}

  static boolean in(String said) {
    var text = Unicode.bounded(said);
    // the question may be in one sentence, the answer in the next
    return matchesSecret(text) || matchesSecret(SENTENCE_END.matcher(text).replaceAll(" "));
  }

  private static boolean matchesSecret(String text) {
    return TOLD.matcher(text).find()
        || FOLLOWED.matcher(text).find()
        || CODE.matcher(text).find()
        || CARD.matcher(text)
            .results()
            .anyMatch(match -> CardNumber.is(match.group().replaceAll("\\D", "")))
        || IBAN.matcher(text).results().anyMatch(match -> holdsAccount(match.group()));
  }

  /// The text in one line, without the sentences that contain a secret; empty when nothing is left,
  /// or when the secret spans sentences.
  static Optional<String> without(String text) {
    var line = Wordings.line(text);
    if (in(line)) {
      line =
          Arrays.stream(line.split("(?<=[.!?]) "))
              .filter(sentence -> !in(sentence))
              .collect(Collectors.joining(" "));
      if (in(line)) return Optional.empty();
    }
    return Optional.of(line).filter(rest -> !rest.isBlank());
  }

  /// The pattern may have run on into the next words, so every length is tried.
  private static boolean holdsAccount(String text) {
    var characters = text.replace(" ", "").toUpperCase(Locale.ROOT);
    for (int length = 15; length <= Math.min(34, characters.length()); length++)
      if (isIban(characters.substring(0, length))) return true;
    return false;
  }

  private static boolean isIban(String iban) {
    if (iban.chars().filter(Character::isDigit).count() < IBAN_DIGITS_MIN) return false;
    var digits =
        (iban.substring(4) + iban.substring(0, 4))
            .chars()
            .mapToObj(c -> Integer.toString(Character.digit(c, 36)))
            .collect(Collectors.joining());
    return new BigInteger(digits).mod(NINETY_SEVEN).intValue() == 1;
  }
}
