package io.parley.conventions.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.fuzz.TextFuzz;
import io.parley.core.text.Unicode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternsTest {
  private static final int LENGTH = 1 << 11;
  private static final int TIMES_LONGER = 4;

  /// Linear is 4, quadratic 16.
  private static final double GROWTH_MAX = 8;

  /// Accesses per character below which growth is not measured.
  private static final long NOTICEABLE_LOOKS = 30;

  private static final int MIXTURES = 100;

  private static final Pattern PART = Pattern.compile("[\\p{L}\\d]{2,}|[^\\p{L}\\d\\s]");
  private static final long FIXED_SEED = 12;

  private static final Pattern SQL = Pattern.compile("^(?:SELECT|INSERT|UPDATE|DELETE|WITH)\\s");

  /// In each of these, `\b` matches our own pages, our own words, or text bounded before.
  private static final Set<String> BOUNDED_ELSEWHERE =
      Set.of(
          "io/parley/http/pages/AppShell",
          "io/parley/http/pages/PagePolicy",
          "io/parley/tools/model/offline/Numbers");

  @Test
  void no_pattern_recurses_for_each_repetition_or_backtracks_over_divisions() {
    var faults = new TreeMap<String, String>();
    MainClasses.texts()
        .forEach(
            (text, where) -> {
              if (isPattern(text) && !SQL.matcher(text).find())
                Shape.fault(text).ifPresent(fault -> faults.put(where + ": " + text, fault));
            });
    assertThat(faults).isEmpty();
  }

  @Test
  void every_pattern_takes_linear_time() {
    var patterns = MainClasses.patterns();
    assertThat(patterns).hasSizeGreaterThan(80);
    long seed = Long.getLong("fuzz.seed", System.nanoTime());
    long end = System.nanoTime() + TextFuzz.EACH.toNanos();
    var faults = new TreeMap<String, String>();
    var texts = new TreeMap<String, List<IntFunction<String>>>();
    patterns.forEach((name, pattern) -> texts.put(name, texts(pattern, seed)));
    for (int i = 0; System.nanoTime() - end < 0 && !texts.isEmpty(); i++)
      for (var name : List.copyOf(texts.keySet())) {
        var growth = growth(patterns.get(name), texts.get(name).get(i));
        growth.ifPresent(more -> faults.put(name, more + ", for -Dfuzz.seed=" + seed));
        if (growth.isPresent() || i + 1 == texts.get(name).size()) texts.remove(name);
        if (System.nanoTime() - end > 0) break;
      }
    assertThat(faults).isEmpty();
  }

  /// `\b` scans all combining marks before it, at each of them.
  @Test
  void input_of_patterns_with_word_boundaries_is_bounded() {
    assertThat(MainClasses.withWordBoundary()).isEqualTo(BOUNDED_ELSEWHERE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*[a-z]",
        "\\p{N}+(?:[.,:/]\\p{N}+)*",
        "(a|b)+?c",
        "(?:ab){2,}",
        "(?<name>a(?:b(c)*))",
        "(?i:x(?:yz)+)",
        "[)](a)*",
        "\\Q(\\E(a)*",
        "(?:a+b)*+",
        "(?:[a-z]++\\.(?:x[yz]*))*+",
        "\\s*\\R\\s*",
        "\\[[^)\\s]*[^)]*\\)",
        "[*_]*x?[_*]*:",
        "<\\s*/?\\s*tag",
        ".*.*",
      })
  void a_pattern_of_a_bad_shape_is_refused(String regex) {
    assertThat(Shape.fault(regex)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(?:[A-Za-z0-9_-][A-Za-z0-9._-]*+/)*+[a-z]",
        "(?:a|b){0,5}",
        "\\(a\\)*",
        "[(](?:a)?",
        "[(ab)*]",
        "\\s*\\S+",
        "\\s*+/?\\s*+",
        "(?<!\\s)\\s++$",
        "[^\\]]+][^)]*",
        "a*b+c",
      })
  void a_pattern_of_a_good_shape_is_accepted(String regex) {
    assertThat(Shape.fault(regex)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"oh.*never", "(?:oh )*x"})
  void a_pattern_of_quadratic_time_is_found(String regex) {
    assertIsFound(regex);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\s+$", "[a-z]+@", "\\[([^\\]]*)]\\("})
  @Tag("long")
  void further_patterns_of_quadratic_time_are_found(String regex) {
    assertIsFound(regex);
  }

  private static void assertIsFound(String regex) {
    var pattern = Pattern.compile(regex);
    assertThat(texts(pattern, FIXED_SEED))
        .anySatisfy(text -> assertThat(growth(pattern, text)).isPresent());
  }

  private static boolean isPattern(String text) {
    try {
      return Pattern.compile(text) != null;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  /// Its own parts repeated and the common texts, in the seed's order; then a few mixtures.
  private static List<IntFunction<String>> texts(Pattern pattern, long seed) {
    var own = PART.matcher(pattern.pattern()).results().map(MatchResult::group).distinct().toList();
    var texts = new ArrayList<>(TextFuzz.repetitions(own));
    Collections.shuffle(texts, new Random(seed));
    for (long n = seed; n < seed + MIXTURES; n++) texts.add(TextFuzz.text(new Random(n), own));
    return texts;
  }

  /// Describes the growth of the work of finding all matches if it is too great, twice in a row: a
  /// text of several parts may first reach a costly one, of linear work, at the second length.
  private static Optional<String> growth(Pattern pattern, IntFunction<String> text) {
    int longer = LENGTH * TIMES_LONGER;
    long after = looks(pattern, text.apply(longer));
    if (after < NOTICEABLE_LOOKS * longer) return Optional.empty();
    long before = looks(pattern, text.apply(LENGTH));
    if (after <= GROWTH_MAX * before) return Optional.empty();
    long confirmed = looks(pattern, text.apply(longer * TIMES_LONGER));
    return confirmed <= GROWTH_MAX * after
        ? Optional.empty()
        : Optional.of(
            "looks %d, %d and %d times at %d, 4 and 16 times as many characters"
                .formatted(before, after, confirmed, LENGTH));
  }

  private static long looks(Pattern pattern, String text) {
    var counted = new Counted(pattern.pattern().contains("\\b") ? Unicode.bounded(text) : text);
    var matcher = pattern.matcher(counted);
    while (matcher.find()) {}
    return counted.looks();
  }
}
