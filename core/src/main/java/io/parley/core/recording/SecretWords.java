package io.parley.core.recording;

import io.parley.core.text.Unicode;
import java.util.List;
import java.util.regex.Pattern;

/// Whether a reply of the agent speaks of something that must not be recorded, such as the number
/// of a card. From such a reply on a recording is paused, until the agent has answered without one.
/// All languages at once: a word too many only pauses.
public final class SecretWords {
  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");

  private static final List<String> SECRETS =
      List.of(
          "card number",
          "number of your card",
          "credit card",
          "debit card",
          "security code",
          "cvv",
          "cvc",
          "pin",
          "password",
          "passcode",
          "iban",
          "account number",
          "social security number",
          "kartennummer",
          "kreditkarte",
          "kreditkartennummer",
          "prüfziffer",
          "prüfnummer",
          "sicherheitscode",
          "geheimzahl",
          "passwort",
          "kennwort",
          "kontonummer",
          "tan",
          "número de tarjeta",
          "número de su tarjeta",
          "número de tu tarjeta",
          "tarjeta de crédito",
          "tarjeta de débito",
          "código de seguridad",
          "contraseña",
          "clave",
          "número de cuenta");

  private SecretWords() {}

  public static boolean in(String text) {
    var words = " " + BETWEEN.matcher(Unicode.small(text)).replaceAll(" ") + " ";
    return SECRETS.stream().anyMatch(secret -> words.contains(" " + secret + " "));
  }
}
