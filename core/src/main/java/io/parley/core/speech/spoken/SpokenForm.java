package io.parley.core.speech.spoken;

import io.parley.core.speech.mark.MarkedText;
import io.parley.core.text.Unicode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Writes a text as it is read aloud, so that every engine says the same: numbers, dates, times and
/// amounts in words, addresses and abbreviations in full, numbers that are a name (orders,
/// telephones) digit by digit, nothing that is only there for the eye.
///
/// Made from a clause just before its sound: the written words are what a reply consists of, and
/// what counts as heard.
public final class SpokenForm {
  private static final Pattern AROUND_THE_CLOCK = Pattern.compile("(?<![0-9/])24/7(?![0-9/])");
  private static final Pattern AND = Pattern.compile(" & ");
  private static final Pattern SLASH = Pattern.compile("(?<=\\p{L})/(?=\\p{L})");

  private final Tongue tongue;
  private final Layout layout;
  private final Identifiers identifiers;
  private final Dates dates;
  private final Numbers numbers;
  private final Marked marked;
  private final Map<Pattern, String> abbreviations;
  private final Pattern weekdays;

  private SpokenForm(Tongue tongue, Locale locale) {
    this.tongue = tongue;
    this.layout = new Layout(tongue);
    this.identifiers = new Identifiers(tongue);
    this.dates = new Dates(tongue, locale);
    this.numbers = new Numbers(tongue, identifiers);
    this.marked = new Marked(tongue, identifiers, dates, numbers);
    this.abbreviations = abbreviations(tongue.lexicon());
    var day = Lexicon.anyOf(tongue.lexicon().weekdays().keySet());
    this.weekdays =
        Pattern.compile(
            "(?<![\\p{L}0-9])(?<first>%s)\\.? ?[-–—] ?(?<last>%s)(?![\\p{L}])\\.?"
                .formatted(day, day));
  }

  /// @param tag a BCP 47 tag; unknown languages use the English rules
  public static SpokenForm in(String tag) {
    var locale = Locale.forLanguageTag(tag);
    return new SpokenForm(Tongue.of(locale.getLanguage()), locale);
  }

  /// The text to read aloud; blank when nothing in it can be read.
  public String of(String text) {
    var spoken = layout.of(Unicode.bounded(text));
    spoken = identifiers.addresses(spoken);
    spoken = Passes.all(AROUND_THE_CLOCK, spoken, tongue.lexicon().sign("24/7"));
    spoken = dates.dates(dates.times(spoken));
    spoken = identifiers.phones(identifiers.numbers(identifiers.codes(spoken)));
    spoken =
        Passes.each(
            weekdays, spoken, (found, _) -> days(found.group("first"), found.group("last")));
    spoken = numbers.money(numbers.ranges(spoken));
    spoken = numbers.numbers(numbers.measures(spoken));
    for (var abbreviation : abbreviations.entrySet())
      spoken = Passes.all(abbreviation.getKey(), spoken, abbreviation.getValue());
    spoken = Passes.all(AND, spoken, " " + tongue.lexicon().sign("&") + " ");
    return Layout.oneLine(SLASH.matcher(spoken).replaceAll(" "));
  }

  /// The same for a text with marks, which are read as they say.
  public String of(MarkedText text) {
    return of(marked.of(text));
  }

  /// The text in one line, without what is only there for the eye; numbers and signs stay written.
  public String plain(String text) {
    return layout.of(Unicode.bounded(text));
  }

  private String days(String first, String last) {
    var names = tongue.lexicon().weekdays();
    return names.get(first) + " " + tongue.lexicon().sign("to") + " " + names.get(last);
  }

  /// At the end of a text an abbreviation's point is a full stop, too.
  private static Map<Pattern, String> abbreviations(Lexicon lexicon) {
    var patterns = new LinkedHashMap<Pattern, String>();
    lexicon
        .abbreviations()
        .forEach(
            (written, words) -> {
              var whole = "(?<![\\p{L}0-9.])" + Pattern.quote(written);
              if (written.endsWith(".")) patterns.put(Pattern.compile(whole + "$"), words + ".");
              patterns.put(Pattern.compile(whole + "(?![\\p{L}])"), words);
            });
    return patterns;
  }
}
