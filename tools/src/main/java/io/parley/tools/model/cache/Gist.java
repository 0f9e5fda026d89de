package io.parley.tools.model.cache;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.core.text.Unicode;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/// The words of a question that matter, in their order, stemmed. Two questions whose words differ
/// never share an answer, however near their vectors are: to the embedding model "My boots are too
/// big" and "too small" are almost one, and so are Saturday and Sunday. Numbers and negations are
/// words that matter; in a language without a list of fillers, every word matters.
///
/// @param whose the possessives ("my", "your"), where the question consists of little else
record Gist(List<String> words, Set<String> whose) {
  private static final String RESOURCE = "/response-cache/words.json";

  /// Words, numbers (with what divides their parts), and signs that change what is asked.
  private static final Pattern TOKEN =
      Pattern.compile("[\\p{L}\\p{M}]+|\\p{N}+(?:[.,:/]\\p{N}++)*+|[\\p{Sc}\\p{Sm}%°#@&]");

  private static final Pattern NOT = Pattern.compile("(?<=\\w)n't\\b");

  private static final Set<String> FILLERS = new HashSet<>();
  private static final Map<String, String> WHOSE = new HashMap<>();
  private static final Map<String, String> SAME = new HashMap<>();
  private static final Map<Pattern, String> PHRASES = new LinkedHashMap<>();

  static {
    var words = read();
    words.get("fillers").forEach(language -> language.forEach(w -> FILLERS.add(w.asText())));
    for (var side : words.get("whose").properties())
      side.getValue().forEach(word -> WHOSE.put(word.asText(), side.getKey()));
    for (var group : words.get("same"))
      for (var word : group) SAME.put(stemmed(word.asText()), stemmed(group.get(0).asText()));
    for (var phrase : words.get("phrases").properties())
      PHRASES.put(
          Pattern.compile("\\b" + Pattern.quote(phrase.getKey()) + "\\b"),
          phrase.getValue().asText());
  }

  Gist {
    words = List.copyOf(words);
    whose = Set.copyOf(whose);
  }

  /// @param question normalised, see [Question#normalised]
  static Gist of(String question) {
    var text = Unicode.bounded(question);
    for (var phrase : PHRASES.entrySet())
      text = phrase.getKey().matcher(text).replaceAll(phrase.getValue());
    text = NOT.matcher(text).replaceAll(" not");
    var words = new ArrayList<String>();
    var whose = new HashSet<String>();
    for (var token : TOKEN.matcher(text).results().map(MatchResult::group).toList()) {
      if (WHOSE.containsKey(token)) whose.add(WHOSE.get(token));
      else if (!FILLERS.contains(token)) words.add(known(stemmed(token)));
    }
    return new Gist(words, whose);
  }

  /// Whether it has no words to compare.
  boolean isEmpty() {
    return words.isEmpty();
  }

  /// "my shoes" may be "shoes", but "my address" is not "your address".
  boolean isLike(Gist other) {
    return words.equals(other.words)
        && (whose.isEmpty() || other.whose.isEmpty() || whose.equals(other.whose));
  }

  private static String known(String stem) {
    return SAME.getOrDefault(stem, stem);
  }

  /// Porter's stemmer ("An algorithm for suffix stripping", 1980), which leaves the words of most
  /// other languages unchanged, or changes them alike in both questions.
  private static String stemmed(String word) {
    try (Tokenizer one = new WhitespaceTokenizer();
        var stem = new PorterStemFilter(one)) {
      one.setReader(new StringReader(word));
      var term = stem.addAttribute(CharTermAttribute.class);
      stem.reset();
      return stem.incrementToken() ? term.toString() : word;
    } catch (IOException e) {
      throw new UncheckedIOException("analysing a word failed", e);
    }
  }

  private static JsonNode read() {
    try (var in = Gist.class.getResourceAsStream(RESOURCE)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE, e);
    }
  }
}
