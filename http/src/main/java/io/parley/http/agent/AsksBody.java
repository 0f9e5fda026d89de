package io.parley.http.agent;

import io.parley.core.speech.AskedFor;
import io.parley.core.speech.Expectation;
import io.parley.http.json.Fields;
import io.parley.http.json.Malformed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Words of an agent's requests in the texts of one language, and the kinds of answer to them.
final class AsksBody {
  private static final int KIND_MAX = 20;

  private AsksBody() {}

  /// @param path of the texts: `texts.de.`
  static List<AskedFor> read(String path, Fields texts) {
    var asks = new ArrayList<AskedFor>();
    for (var each : texts.objects("asks", AskedFor.MOST))
      asks.add(asked(path + "asks." + asks.size() + ".", each));
    return asks;
  }

  private static AskedFor asked(String path, Fields fields) {
    fields.only("words", "expects", "least", "most");
    var words = fields.list("words", AskedFor.WORDS_MAX, AskedFor.LENGTH_MAX);
    var expected = expected(path, fields);
    return AgentBody.checked(path, () -> new AskedFor(words, expected));
  }

  private static Expectation expected(String path, Fields fields) {
    var kind = fields.text("expects", KIND_MAX);
    var expected =
        Optional.ofNullable(Expectation.KINDS.get(kind))
            .orElseThrow(
                () ->
                    new Malformed(
                        path
                            + "expects is of another kind (expected: digits, yes-or-no, name,"
                            + " spelled or anything)"));
    boolean isBounded = fields.value("least").or(() -> fields.value("most")).isPresent();
    if (expected.equals(Expectation.DIGITS)) {
      int least = bound(fields, "least", 1);
      int most = bound(fields, "most", Expectation.Digits.MOST);
      return AgentBody.checked(path, () -> new Expectation.Digits(least, most));
    }
    if (isBounded)
      throw new Malformed(path + "expects is no number (expected: digits, with least or most)");
    return expected;
  }

  private static int bound(Fields fields, String name, int usual) {
    return fields
        .value(name)
        .map(_ -> fields.integer(name, 1, Expectation.Digits.MOST))
        .orElse(usual);
  }
}
