package io.parley.core.fuzz;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A recipe for hostile texts of any length: fragments of an input language, repeated, and a
/// mixture or an end that fits nothing.
///
/// @param head once, before the rest
/// @param runs each repeated `length` times, in rotation; with a length of 0 each takes its share
///   of the whole text
/// @param tail once, at the end
record HostileText(String head, List<String> runs, int length, String tail) {
  private static final List<String> FRAGMENTS =
      List.of(
          // blanks and invisible characters
          " ",
          "\n",
          "\t",
          "\r\n",
          "\n\n",
          " \n",
          "\u00a0",
          "\u200b",
          "\u2028",
          "\u0000",
          "\u0085",
          // letters, digits and separators
          "a",
          "A",
          "Ab",
          "Ab ",
          "a ",
          "a.",
          "a. ",
          "a/",
          "a-",
          "a_",
          "a'",
          "a,",
          "a@",
          "a@a.",
          "a=",
          "a;",
          "a:",
          "a\\",
          "1",
          "12",
          "1 ",
          "1.",
          "1. ",
          "1,",
          "1-",
          "1:",
          "1/",
          "0",
          "a1",
          "a1 ",
          "AB12 ",
          "A1B",
          "x ",
          "z9",
          "-",
          "--",
          "->",
          "+",
          "+49 ",
          "#",
          "# ",
          "#1",
          "T-1 ",
          "T1",
          // Markdown, markup, JSON, addresses
          "[",
          "]",
          "](",
          "[](",
          "[a](",
          "[a](b",
          "![",
          "(",
          ")",
          "<",
          "</a",
          "<a ",
          "<a",
          ">",
          "> ",
          "> **",
          "**",
          "*",
          "* ",
          "- ",
          "_",
          "__",
          "_a",
          "`",
          "```",
          "~~",
          "|",
          "| ",
          "\"",
          "'",
          "’",
          "{",
          "}",
          "{{",
          "{{a",
          "{{ ",
          "}}",
          "{\"a\":",
          "[1,",
          "\"a\",",
          "\\",
          "\\u",
          "&",
          " & ",
          "&amp;",
          "http://",
          "https://a",
          "www.",
          "www.a.",
          "://",
          "//",
          "?",
          "?a",
          "? ",
          "%",
          "%2",
          "1%",
          " %",
          // ends of sentences
          ".",
          ". ",
          "...",
          "…",
          "!",
          "! ",
          ",",
          ", ",
          ":",
          ": ",
          ";",
          "–",
          " – ",
          "—",
          ".\"",
          "\")",
          // words with a meaning to one of the readers
          "oh ",
          "oh, ",
          "um ",
          "yeah ",
          "one ",
          "one two ",
          "twenty-",
          "hundred and ",
          "and ",
          "two,",
          "i ",
          "I am ",
          "my ",
          "my name is ",
          "My name is A ",
          "this is ",
          "the ",
          "no ",
          "not ",
          "n't ",
          "don't ",
          "is ",
          "was ",
          "password ",
          "password is ",
          "secret: ",
          "PIN ",
          "pin: ",
          "code ",
          "fact: ",
          "fact",
          "correct 3: ",
          "episode: ",
          "procedure:\n",
          "none\n",
          "ignore ",
          "system ",
          "rules ",
          "order ",
          "order 1042 ",
          "ticket ",
          "open ",
          "open a ticket ",
          "number ",
          "no. ",
          "within ",
          "i've ",
          "€1",
          "1€",
          "$ ",
          "1.000,",
          "EUR ",
          "Nr. ",
          "e.g.",
          "Dr. ",
          "source",
          "FATAL: ",
          "PANIC",
          "token=",
          "key ",
          "a=b;",
          "a=b, ",
          "for=",
          "\"a\";",
          "q=0.",
          "en-",
          "de,",
          // characters that Unicode makes longer, shorter or reorders
          "\ufdfa",
          "\ufb03",
          "e\u0301",
          "\u0301",
          "\u0315\u0300",
          "\u0f71\u0f72",
          "\u1e9e",
          "\u0130",
          "\u00df",
          "\ud83d\ude00",
          "\ud800",
          "\udc00",
          "\u3002",
          "\uac00",
          "\u1100\u1161",
          "\u2460",
          "\ufe0f",
          "\u202e",
          "\uff0d",
          "\u4f60");
  private static final String ENDS = "\u0000!?.\n x1\"])}>\u00e9";

  /// A random recipe, drawn by `random`.
  ///
  /// @param own more fragments, of which about every second one is taken
  static HostileText drawn(Random random, List<String> own) {
    var head = random.nextInt(3) == 0 ? fragment(random, own) : "";
    var tail = random.nextBoolean() ? end(random) : fragment(random, own) + end(random);
    var runs = IntStream.range(0, runs(random)).mapToObj(_ -> fragment(random, own)).toList();
    int length = random.nextInt(3) == 0 ? 0 : 1 << random.nextInt(random.nextBoolean() ? 2 : 12);
    return new HostileText(head, runs, length, random.nextInt(3) == 0 ? "" : tail);
  }

  /// Each fragment repeated, with an end that fits nothing.
  static List<HostileText> repetitions(List<String> own) {
    return Stream.concat(FRAGMENTS.stream(), own.stream())
        .map(fragment -> new HostileText("", List.of(fragment), 1, "\u0001x"))
        .toList();
  }

  private static int runs(Random random) {
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> 1;
      case 3, 4 -> 2;
      case 5 -> 3;
      default -> 2 + random.nextInt(40);
    };
  }

  private static String fragment(Random random, List<String> own) {
    if (!own.isEmpty() && random.nextBoolean()) return own.get(random.nextInt(own.size()));
    return FRAGMENTS.get(random.nextInt(FRAGMENTS.size()));
  }

  private static String end(Random random) {
    return String.valueOf(ENDS.charAt(random.nextInt(ENDS.length())));
  }

  /// A text of this many UTF-16 units, or a few more.
  String of(int units) {
    var text = new StringBuilder(units + 64).append(head);
    int share = (units - head.length() - tail.length()) / runs.size();
    while (text.length() + tail.length() < units)
      for (var run : runs) text.append(run.repeat(length > 0 ? length : share / run.length() + 1));
    text.setLength(Math.max(0, units - tail.length()));
    return text.append(tail).toString();
  }

  @Override
  public String toString() {
    return "'%s' + %s x %s + '%s'"
        .formatted(head, runs, length > 0 ? String.valueOf(length) : "its share", tail)
        .replace("\n", "\\n");
  }
}
