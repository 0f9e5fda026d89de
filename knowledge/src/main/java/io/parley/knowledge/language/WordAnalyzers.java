package io.parley.knowledge.language;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.de.GermanNormalizationFilter;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.tartarus.snowball.ext.GermanStemmer;
import org.tartarus.snowball.ext.SpanishStemmer;

/// The words of a text: lower case, without accents, without stop words. Of each language two
/// analyzers: [#written] keeps the word, which is what spelling is compared by; [#stemmed] cuts its
/// ending, which is what is searched. Both give the same number of words, in the same order.
public final class WordAnalyzers {
  private static final Map<Language, Analyzer> STEMMED = new EnumMap<>(Language.class);
  private static final Map<Language, Analyzer> WRITTEN = new EnumMap<>(Language.class);

  static {
    for (var language : Language.values()) {
      STEMMED.put(language, analyzer(language, stemmer(language)));
      WRITTEN.put(language, analyzer(language, words -> words));
    }
  }

  private WordAnalyzers() {}

  /// Shared: it holds no state.
  public static Analyzer stemmed(Language language) {
    return STEMMED.get(language);
  }

  /// Shared: it holds no state.
  public static Analyzer written(Language language) {
    return WRITTEN.get(language);
  }

  private static UnaryOperator<TokenStream> stemmer(Language language) {
    return switch (language) {
      case ENGLISH -> PorterStemFilter::new;
      case GERMAN -> words -> new SnowballFilter(words, new GermanStemmer());
      case SPANISH -> words -> new SnowballFilter(words, new SpanishStemmer());
      case OTHER -> words -> words;
    };
  }

  private static Set<String> stopWords(Language language) {
    return switch (language) {
      case ENGLISH -> StopWords.ENGLISH;
      case GERMAN -> StopWords.GERMAN;
      case SPANISH -> StopWords.SPANISH;
      case OTHER -> Set.of();
    };
  }

  private static Analyzer analyzer(Language language, UnaryOperator<TokenStream> stemmer) {
    var stops = CharArraySet.unmodifiableSet(new CharArraySet(stopWords(language), false));
    return new Analyzer() {
      @Override
      protected TokenStreamComponents createComponents(String field) {
        var letters = new StandardTokenizer();
        TokenStream words = new EnglishPossessiveFilter(letters);
        words = new LowerCaseFilter(words);
        // ä and ae are the same letter in German only
        if (language == Language.GERMAN) words = new GermanNormalizationFilter(words);
        words = new StopFilter(new ASCIIFoldingFilter(words), stops);
        return new TokenStreamComponents(letters, stemmer.apply(words));
      }
    };
  }
}
