package io.parley.tools.model.offline;

import io.parley.core.memory.Memory;
import io.parley.core.model.PromptMessage;
import io.parley.core.model.PromptMessage.Customer;
import io.parley.core.model.PromptMessage.Remembered;
import io.parley.core.text.Unicode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Finds what customers say about themselves in English, by patterns: they find little, but only
/// what was said. Where there can be only one of a kind (a home, a size), a later one corrects the
/// first.
///
/// Each line of the result is one that [io.parley.core.memory.note.MemoryNotes] reads.
final class Facts {
  private static final String NAME = "(?<v>\\p{Lu}[\\p{L}'’-]*(?: \\p{Lu}[\\p{L}'’-]*){0,3})";
  private static final String PLACE =
      "(?<v>\\p{Lu}[\\p{L}'’-]*(?:(?: (?:am|an|der|de|la|le|on|upon|in|of|do))?"
          + " \\p{Lu}[\\p{L}'’-]*){0,3})";

  /// To the end of the sentence, or to where another thought begins.
  private static final String REST =
      "(?<v>(?:[^.!?;,]|[.,](?=\\d)){1,90}?)(?=\\s*(?:[.!?;,](?!\\d)|$|\\b(?:now|these days|any"
          + " more|anymore|by the way)\\b|\\b(?:and|but|so|because|since|while|although)"
          + " (?:i|i'm|my|we|it|that|the|please|can|where|when|could)\\b))";

  private static final String SIZE =
      "(?<v>\\d{1,2}(?:[.,]5)?|\\d{1,2} 1/2|XXS|XS|S|M|L|XL|XXL|3XL)\\b";
  private static final String THINGS =
      "favou?rite [a-z]+(?: [a-z]+)?|(?:[a-z]+"
          + " )?size|hobby|job|profession|birthday|height|weight|foot length|(?:home |delivery |new"
          + " |e-?mail )?address|company|mother tongue|native language|surname|last name|first"
          + " name|trail name|nickname|wife|husband|partner|son|daughter|dog|cat|horse|puppy|baby";

  /// @param says the fact before its value; `%s` stands for what the pattern's group `k` holds
  /// @param single whether there can be only one that begins so
  private record Rule(Pattern pattern, String says, boolean single) {
    static Rule one(String pattern, String says) {
      return new Rule(Pattern.compile(pattern), says, true);
    }

    static Rule many(String pattern, String says) {
      return new Rule(Pattern.compile(pattern), says, false);
    }
  }

  private static final String I =
      "\\b(?i:i)(?: (?:really|usually|always|mostly|normally|actually|now|still|also"
          + "|just|generally|only))? ";

  private static final List<Rule> RULES =
      List.of(
          Rule.one("(?i:\\bmy (?:full )?name(?: is|['’]s) )" + NAME, "The customer's name is "),
          Rule.one(
              "(?i:\\b(?:call me|people call me|everybody calls me) )" + NAME,
              "The customer wants to be called "),
          Rule.one(
              "(?i:\\b(?:i|we)(?:['’](?:m|re|ve)| am| are| have)?(?: now| just| recently)?"
                  + " (?:lived?|living|moved)(?: now)? (?:in|to|near) )"
                  + PLACE,
              "The customer lives in "),
          Rule.one(
              "(?i:\\bmy )(?<k>"
                  + THINGS
                  + ")(?i:(?:['’]s name)? (?:is|are|was)(?: (?:now|called|named|actually))? |['’]s"
                  + " name is )"
                  + REST,
              "The customer's %s is "),
          Rule.one(
              I + "(?i:(?:wear|take|need|have|am|fit) (?:an? )?size )" + SIZE,
              "The customer wears size "),
          Rule.one("(?i:\\bi['’]m (?:an? )?size )" + SIZE, "The customer wears size "),
          Rule.one("(?i:\\bi was born (?:on|in) )" + REST, "The customer's birthday is "),
          Rule.one(
              "(?i:\\b(?:i work|i am working|i['’]m working) )(?<v>(?:as|at|for|in)"
                  + " [^.!?;,]{2,80})",
              "The customer works "),
          Rule.one(
              "(?i:\\bi(?: would|['’]d)? prefer (?:to be (?:contacted|reached|called|written to)"
                  + " )?(?:by )?)(?i:(?<v>e-?mails?|phone(?: calls)?|text"
                  + " messages|sms|post|letters)\\b)",
              "The customer wants to be contacted by "),
          Rule.many(
              I + "(?i:prefer )(?!(?i:to be |e-?mail|phone|text|sms|post|letters))" + REST,
              "The customer prefers "),
          Rule.many(
              "(?i:\\bi(?: am|['’]m) (?:very |badly |also )?allergic to )" + REST,
              "The customer is allergic to "),
          Rule.one(
              "(?i:\\bi(?: am|['’]m) (?:an? )?)(?<v>vegan|vegetarian|pescetarian)\\b",
              "The customer's diet is "),
          Rule.many(
              "(?i:\\bi (?:hate|dislike|can['’]?t stand|cannot stand|don['’]?t like|do not"
                  + " like|never liked) )"
                  + REST,
              "The customer doesn't like "),
          Rule.many(
              "(?i:\\bi (?:don['’]?t|do not|never|can['’]?t|cannot)"
                  + " )(?<v>(?:eat|drink|wear|use|buy) [^.!?;,]{2,80})",
              "The customer doesn't "),
          Rule.many(
              I
                  + "(?i:(?:like|love|enjoy) )(?!(?i:it|that|this|them|these|those|you|your|to"
                  + " (?:know|ask|return|order)|how)\\b)"
                  + REST,
              "The customer likes "),
          Rule.many("(?i:\\bi always )(?!(?i:wear|take) )" + REST, "The customer said: I always "),
          Rule.many(
              "(?i:\\bplease )(?=(?i:always|never) )" + REST, "The customer's standing wish: "),
          Rule.many(
              "(?i:\\b(?:i|we)(?:['’]ve| have)(?: got)? (?:an? )?)(?<v>(?i:(?:two |three |four )?"
                  + "(?:[a-z]+ )?(?:dogs?|cats?|horses?|sons?|daughters?|child|children|kids|babies"
                  + "|baby|rabbits?|canary))(?: (?:called|named) \\p{Lu}[\\p{L}'’-]*"
                  + "(?: and \\p{Lu}[\\p{L}'’-]*)?)?)",
              "The customer has: "),
          Rule.many("(?i:\\bi )(?=(?i:own|drive|ride|collect) )" + REST, "The customer said: I "),
          Rule.many("(?i:\\bi speak )" + REST, "The customer speaks "));

  private static final Map<String, String> OPPOSITES =
      Map.of(
          "The customer likes ", "The customer doesn't like ",
          "The customer doesn't like ", "The customer likes ");

  private final List<Memory> known = new ArrayList<>();

  /// By their beginning where there can be only one, by the whole text where there may be many.
  private final Map<String, String> lines = new LinkedHashMap<>();

  private Facts() {}

  static List<String> of(List<PromptMessage> messages) {
    var facts = new Facts();
    for (var message : messages)
      if (message instanceof Remembered(var memories)) facts.known.addAll(memories);
    for (var message : messages)
      if (message instanceof Customer(var text))
        for (var sentence : Sentences.of(Unicode.bounded(text)))
          if (!sentence.endsWith("?")) facts.read(sentence);
    return List.copyOf(facts.lines.values());
  }

  private void read(String sentence) {
    for (var rule : RULES)
      rule.pattern().matcher(sentence).results().forEach(match -> add(rule, match));
  }

  private void add(Rule rule, MatchResult match) {
    boolean keyed = match.namedGroups().containsKey("k");
    var says =
        keyed ? rule.says().formatted(match.group("k").toLowerCase(Locale.ROOT)) : rule.says();
    var value = match.group("v").strip();
    if (value.isEmpty()) return;
    var before = rule.single() ? indexOf(says, Optional.empty()) : opposite(says, value);
    var label = before.map(index -> "correct " + (index + 1)).orElse("fact");
    lines.put(rule.single() ? says : says + value, label + ": " + says + value);
  }

  /// Finds the earlier like that this dislike reverses, or the other way round.
  private Optional<Integer> opposite(String says, String value) {
    return Optional.ofNullable(OPPOSITES.get(says))
        .flatMap(other -> indexOf(other, Optional.of(value)));
  }

  private Optional<Integer> indexOf(String says, Optional<String> value) {
    for (int i = 0; i < known.size(); i++) {
      var text = known.get(i).text();
      boolean same =
          value
              .map(exact -> text.equalsIgnoreCase(says + exact))
              .orElse(text.regionMatches(true, 0, says, 0, says.length()));
      if (same) return Optional.of(i);
    }
    return Optional.empty();
  }
}
