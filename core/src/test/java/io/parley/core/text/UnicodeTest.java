package io.parley.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.text.Normalizer;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnicodeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Where is my ORDER?",
        "Straße, ÜBER, ﬁne, ŉ",
        "ΟΔΟΣ ΣΑΣ Σ. ΣΣ",
        "İstanbul ISPARTA",
        "Nguye\u0302\u0303n Tha\u0302\u0301y \ud83d\ude00 \ud801\udc00 \ud800",
        "ｶﾞﾊﾟ \ufdfa ①½",
      })
  void ordinary_text_gives_the_results_of_the_jdk(String text) {
    var longer = (text + " ").repeat(20);
    for (var one : new String[] {text, longer}) {
      assertEquals(one.toLowerCase(Locale.ROOT), Unicode.small(one));
      assertEquals(one.toUpperCase(Locale.ROOT), Unicode.capital(one));
      assertEquals(Normalizer.normalize(one, Normalizer.Form.NFKC), Unicode.nfkc(one));
      assertSame(one, Unicode.bounded(one));
    }
  }

  @Test
  void the_thirty_first_mark_in_a_row_is_left_out() {
    var mark = "\u0301";
    assertEquals("a" + mark.repeat(30), Unicode.bounded("a" + mark.repeat(30)));
    assertEquals(
        "a" + mark.repeat(30) + "b" + mark, Unicode.bounded("a" + mark.repeat(31) + "b" + mark));
    var outside = "\ud834\udd65"; // two units each
    assertEquals("a" + outside.repeat(30), Unicode.bounded("a" + outside.repeat(40)));
  }
}
