package io.parley.house.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.fuzz.TextFuzz;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternsTest {
  private static final int LENGTH = 1 << 12;
  private static final int TIMES_LONGER = 4;

  /// Linear is 4, quadratic 16.
  private static final double GROWTH_MAX = 8;

  /// What looks at each character so seldom is not worth measuring.
  private static final long NOTICEABLE_LOOKS = 30;

  private static final int TEXTS = 40;
  private static final long FIXED_SEED = 12;

  /// Patterns over our own pages, when the program starts.
  private static final Set<String> TRUSTED = Set.of();

  @Test
  void no_pattern_repeats_a_group_by_recursion_or_tries_every_division() {
    var faults = new TreeMap<String, String>();
    MainClasses.texts()
        .forEach(
            (text, where) -> {
              if (isPattern(text))
                Shape.fault(text).ifPresent(fault -> faults.put(where + ": " + text, fault));
            });
    assertThat(faults).isEmpty();
  }

  @Test
  void every_pattern_looks_at_a_text_in_proportion_to_its_length() {
    var patterns = MainClasses.patterns();
    assertThat(patterns).hasSizeGreaterThan(80);
    long seed = Long.getLong("fuzz.seed", System.nanoTime());
    var faults = new ArrayList<String>();
    for (long from : new long[] {FIXED_SEED, seed})
      patterns.forEach(
          (name, pattern) -> {
            if (!TRUSTED.contains(name)) growth(pattern, from).ifPresent(g -> faults.add(name + g));
          });
    assertThat(faults).isEmpty();
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
  void a_pattern_of_a_good_shape_is_not(String regex) {
    assertThat(Shape.fault(regex)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\\s+$", "[a-z]+@", "\\[([^\\]]*)]\\(", "oh.*never", "(?:oh )*x", "\\boh"})
  void a_pattern_whose_work_is_the_square_of_the_length_is_found(String regex) {
    assertThat(growth(Pattern.compile(regex), FIXED_SEED)).isPresent();
  }

  private static boolean isPattern(String text) {
    try {
      return Pattern.compile(text) != null;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  /// How the work of finding all matches grows, where it grows too much.
  private static Optional<String> growth(Pattern pattern, long seed) {
    var own =
        Pattern.compile("[\\p{L}\\d]{2,}|[^\\p{L}\\d\\s]")
            .matcher(pattern.pattern())
            .results()
            .map(part -> part.group())
            .distinct()
            .toList();
    for (long n = seed; n < seed + TEXTS; n++) {
      var text = TextFuzz.text(new Random(n), own);
      long before = looks(pattern, text.apply(LENGTH));
      long after = looks(pattern, text.apply(LENGTH * TIMES_LONGER));
      if (after > NOTICEABLE_LOOKS * LENGTH * TIMES_LONGER && after > GROWTH_MAX * before)
        return Optional.of(
            " looks %d times at %d characters and %d at %d: -Dfuzz.seed=%d"
                .formatted(before, LENGTH, after, LENGTH * TIMES_LONGER, n));
    }
    return Optional.empty();
  }

  private static long looks(Pattern pattern, String text) {
    var counted = new Counted(text);
    var matcher = pattern.matcher(counted);
    while (matcher.find()) {}
    return counted.looks();
  }
}
