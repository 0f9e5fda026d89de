package io.parley.core.speech.spoken;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Takes away what is only there for the eye: Markdown, marks of citations, references in brackets,
/// emoji. Items of a list become sentences.
final class Layout {
  private static final Pattern LINK = Pattern.compile("!?\\[([^\\]]{0,1000}+)]\\([^)]{0,2000}+\\)");
  private static final Pattern CITATION =
      Pattern.compile(" ?(?:\\[\\^?[0-9]{1,3}(?:[,–-] ?[0-9]{1,3}){0,9}]|【[^】]{0,100}+】)");

  // "(return-window)" names an article; "(e-mail)" is a word
  private static final Pattern SLUG =
      Pattern.compile(" ?\\((?![eEtT]-)[a-z0-9]{1,40}+(?:-[a-z0-9]{1,40}+){1,12}+\\)");

  // the title of an article stands before the shorter ones
  private static final Pattern SLUG_OF_TITLE =
      Pattern.compile("(?<=[\"”“»’']) \\([a-z0-9]{1,40}+\\)");
  private static final Pattern MARKUP =
      Pattern.compile("\\*{1,3}|~~|`+|(?<!\\w)_+|(?<!_)_++(?!\\w)");
  private static final Pattern QUOTATION = Pattern.compile("^\\s{0,20}+(?:>\\s{0,3}+){1,9}+");
  private static final Pattern HEADING = Pattern.compile("^\\s{0,3}#{1,6}\\s+");
  private static final Pattern BULLET =
      Pattern.compile("^\\s{0,20}+[-*+•·]\\s{1,9}+(?:\\[[ xX]]\\s)?");
  private static final Pattern NUMBERED =
      Pattern.compile("^\\s{0,20}+(?<number>[0-9]{1,2})[.)]\\s{1,9}+(?=(?<next>\\p{L}{0,12}))");
  private static final Pattern RULE = Pattern.compile("^[\\s|:=*_-]{3,}$");
  private static final Pattern FENCE = Pattern.compile("^\\s{0,3}```");
  private static final Pattern CELLS = Pattern.compile("\\s?\\|\\s?");
  private static final Pattern UNREADABLE =
      Pattern.compile("[\\p{So}\\p{Cs}\\p{Cf}\\x{FE0F}&&[^°€£$]]+");
  private static final Pattern BLANKS = Pattern.compile("[\\s\\u00a0\\u202f\\u2009]+");
  private static final Pattern BLANK_BEFORE = Pattern.compile(" (?=[,.;:!?](?:\\s|$))");
  private static final String ENDS = ".!?…:;,";

  private final Tongue tongue;

  Layout(Tongue tongue) {
    this.tongue = tongue;
  }

  String of(String text) {
    var spoken = LINK.matcher(text).replaceAll(link -> Matcher.quoteReplacement(link.group(1)));
    spoken = CITATION.matcher(spoken).replaceAll("");
    spoken = SLUG.matcher(spoken).replaceAll("");
    spoken = SLUG_OF_TITLE.matcher(spoken).replaceAll("");
    spoken = spoken.lines().map(this::line).collect(Collectors.joining(" "));
    spoken = MARKUP.matcher(spoken).replaceAll("");
    spoken = UNREADABLE.matcher(spoken).replaceAll(" ");
    return oneLine(spoken);
  }

  static String oneLine(String text) {
    return BLANK_BEFORE.matcher(BLANKS.matcher(text).replaceAll(" ").strip()).replaceAll("");
  }

  private String line(String written) {
    var line = QUOTATION.matcher(written).replaceAll("");
    if (FENCE.matcher(line).find() || RULE.matcher(line).find()) return "";
    var unmarked = HEADING.matcher(line).replaceAll("");
    unmarked = BULLET.matcher(unmarked).replaceAll("");
    unmarked = Passes.each(NUMBERED, unmarked, (found, _) -> place(found));
    if (line.startsWith("|")) unmarked = cells(unmarked);
    return unmarked.equals(line) ? line : ended(unmarked);
  }

  /// "3. Mai" is a day, and no third item.
  private String place(MatchResult found) {
    boolean isDay = tongue.lexicon().month(found.group("next")) > 0;
    int number = Integer.parseInt(found.group("number"));
    return isDay || number == 0 ? found.group() : tongue.first(number) + " ";
  }

  private static String cells(String row) {
    return CELLS
        .splitAsStream(row)
        .filter(cell -> !cell.isBlank())
        .collect(Collectors.joining(", "));
  }

  /// A voice falls at a full stop.
  private static String ended(String item) {
    var text = item.stripTrailing();
    int last = text.length() - 1;
    while (last >= 0 && "*_`~\"”“»)".indexOf(text.charAt(last)) >= 0) last--;
    boolean isEnded = last < 0 || ENDS.indexOf(text.charAt(last)) >= 0;
    return isEnded ? text : text + ".";
  }
}
