package io.parley.core.speech.spoken;

import io.parley.core.speech.mark.MarkedText;
import io.parley.core.speech.mark.SpokenMark;
import io.parley.core.text.Unicode;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Parts of a text whose reading is marked. A part that is not of its kind is left as it is
/// written.
final class Marked {
  private static final Pattern FIGURES = Pattern.compile("[0-9]{1,40}+");

  private final Tongue tongue;
  private final Identifiers identifiers;
  private final Dates dates;
  private final Numbers numbers;

  Marked(Tongue tongue, Identifiers identifiers, Dates dates, Numbers numbers) {
    this.tongue = tongue;
    this.identifiers = identifiers;
    this.dates = dates;
    this.numbers = numbers;
  }

  /// The text with the marked parts in words.
  String of(MarkedText text) {
    if (text.marks().isEmpty()) return text.text();
    var spoken = new StringBuilder();
    int at = 0;
    for (var mark : text.marks()) {
      spoken.append(text.text(), at, mark.from());
      spoken.append(part(mark, text.text()));
      at = mark.to();
    }
    return spoken.append(text.text(), at, text.text().length()).toString();
  }

  private String part(SpokenMark mark, String text) {
    var written = text.substring(mark.from(), mark.to());
    if (written.codePoints().noneMatch(Character::isLetterOrDigit)) return written;
    var before = Passes.beside(text, mark.from(), mark.to()).before();
    return switch (mark.kind()) {
      case DIGITS, TELEPHONE -> identifiers.spelled(written);
      case CHARACTERS -> signBySign(written);
      case DATE -> dates.date(written, before);
      case TIME -> dates.time(written, before);
      case CURRENCY -> numbers.money(written);
      case BREAK -> "";
    };
  }

  private String signBySign(String written) {
    var named =
        written
            .codePoints()
            .filter(sign -> !Character.isWhitespace(sign))
            .mapToObj(Character::toString)
            .map(this::sign)
            .collect(Collectors.joining(" "));
    return Passes.each(FIGURES, named, (found, _) -> identifiers.spelled(found.group()));
  }

  private String sign(String sign) {
    var name = tongue.lexicon().sign(sign.equals("+") ? "plus" : sign);
    return name == null ? Unicode.capital(sign) : name;
  }
}
