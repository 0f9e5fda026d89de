package io.parley.tools.agent;

import io.parley.core.setting.Expect;
import io.parley.core.speech.AskedFor;
import io.parley.core.speech.Expectation;
import io.parley.outbound.setting.Section;
import java.util.List;
import java.util.Set;

/// Words of the agent's requests in the texts of one language, and the kinds of answer to them.
final class AskedForSettings {
  private static final Set<String> FIELDS = Set.of("words", "expects", "least", "most");

  private AskedForSettings() {}

  /// @param texts of one language, perhaps an operator's own, which may have none
  static List<AskedFor> from(Section texts) {
    if (texts.valueIfAny("asks").isEmpty()) return List.of();
    return texts.sections("asks").stream().map(AskedForSettings::asked).toList();
  }

  private static AskedFor asked(Section request) {
    for (var field : request.keys()) Expect.oneOf(request.name(), field, FIELDS);
    var words = request.texts("words");
    var expected = expected(request);
    return MenuSettings.named(request.name(), () -> new AskedFor(words, expected));
  }

  private static Expectation expected(Section request) {
    var kind = request.word("expects");
    int least = digits(request, "least", 1);
    int most = digits(request, "most", Expectation.Digits.MOST);
    var expected = Expectation.KINDS.get(kind);
    if (expected == null)
      throw Expect.wrong(
          request.name("expects"), kind, "digits, yes-or-no, name, spelled or anything");
    if (expected.equals(Expectation.DIGITS)) {
      if (most < least) throw Expect.wrong(request.name("most"), most, "≥ " + least);
      return new Expectation.Digits(least, most);
    }
    if (request.valueIfAny("least").or(() -> request.valueIfAny("most")).isPresent())
      throw Expect.wrong(request.name("expects"), kind, "digits, where least or most is given");
    return expected;
  }

  private static int digits(Section request, String key, int usual) {
    if (request.valueIfAny(key).isEmpty()) return usual;
    int count = request.integer(key);
    Expect.between(request.name(key), count, 1, Expectation.Digits.MOST);
    return count;
  }
}
