package io.parley.knowledge.search;

import io.parley.knowledge.language.Language;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/// A question as it is put to one index: in each language that the index has, because a name or a
/// number may be found in any.
///
/// @param language of the question, if it tells and the index has it
/// @param words what it asks for, by the fields that are searched for it
record Question(Optional<Language> language, Map<WordFields, List<Wanted>> words) {
  /// The weight of a word in title, tags or heading beside its occurrence in the passage.
  private static final float HEAD = 0.5f;

  static Question of(String text, IndexReader reader) throws IOException {
    var words = new LinkedHashMap<WordFields, List<Wanted>>();
    for (var fields : WordFields.in(reader))
      words.put(fields, QuestionWords.of(text, reader, fields));
    var language =
        Language.guess(text)
            .filter(guess -> words.containsKey(WordFields.of(guess)))
            .or(() -> knownMost(words));
    return new Question(language, words);
  }

  /// The language in which the index knows more of the words than in any other.
  private static Optional<Language> knownMost(Map<WordFields, List<Wanted>> words) {
    Language best = null;
    long most = 0;
    for (var asked : words.entrySet()) {
      long known = asked.getValue().stream().filter(Wanted::isKnown).count();
      if (known == most) best = null;
      if (known > most) best = asked.getKey().language();
      most = Math.max(most, known);
    }
    return Optional.ofNullable(best);
  }

  /// Whether a passage in these fields' language is in another language than the question.
  boolean isForeign(WordFields fields) {
    return language.filter(known -> known != fields.language()).isPresent();
  }

  /// Finds passages that mention anything of it, by BM25.
  Query query() {
    var query = new BooleanQuery.Builder();
    words.forEach(
        (fields, wanted) -> {
          for (var word : wanted) {
            query.add(any(fields.words(), word, 1), BooleanClause.Occur.SHOULD);
            query.add(any(fields.head(), word, HEAD), BooleanClause.Occur.SHOULD);
          }
        });
    return query.build();
  }

  private static Query any(String field, Wanted word, float weight) {
    List<Query> terms =
        word.terms().entrySet().stream()
            .<Query>map(
                term ->
                    new BoostQuery(
                        new TermQuery(new Term(field, term.getKey())),
                        weight * term.getValue().floatValue()))
            .toList();
    return new DisjunctionMaxQuery(terms, 0);
  }
}
