package io.parley.knowledge.search;

import io.parley.core.knowledge.ArticleHash;
import io.parley.knowledge.language.Language;
import io.parley.knowledge.passage.Piece;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;

/// A passage as a document of Lucene, with or without vectors.
public final class PassageDocument {
  /// Rises with every change of the fields or of the analyzer: an index of another layout is built
  /// anew.
  public static final int LAYOUT = 3;

  /// Its terms name articles and their content, see [#article].
  public static final String ARTICLE = "article";

  static final String BODY = "body";
  static final String HEADING = "heading";
  static final String COLLECTION = "collection";

  /// Only openings have it, see [IndexedPassage#opening].
  private static final String OPENING = "opening";

  private static final String ID = "id";
  private static final String REF = "ref";
  private static final String HASH = "hash";
  private static final String ORDINAL = "ordinal";
  private static final String TITLE = "title";
  private static final String TAG = "tag";
  private static final String LANGUAGE = "language";
  private static final String SECTION = "section";
  private static final String ANCHOR = "anchor";
  private static final String TEXT = "text";

  /// Only passages without vectors have it.
  private static final String WITHOUT_VECTORS = "without-vectors";

  /// Shared: it holds no tenant's state.
  private static final Analyzer ANALYZER = WordFields.analyzer();

  private PassageDocument() {}

  public static Analyzer analyzer() {
    return ANALYZER;
  }

  /// @param vectors of [IndexedPassage#texts], in order, each of length 1; none: it is found by its
  ///   words alone
  public static Document of(IndexedPassage passage, List<float[]> vectors) {
    var piece = passage.piece();
    var document = new Document();
    document.add(new StringField(ID, passage.id(), Field.Store.NO));
    document.add(new StringField(REF, piece.ref(), Field.Store.YES));
    document.add(new StringField(ARTICLE, key(passage.article()), Field.Store.NO));
    document.add(new StringField(COLLECTION, passage.collection(), Field.Store.YES));
    words(passage, document);
    document.add(new StoredField(HASH, passage.article().hash()));
    document.add(new StoredField(ORDINAL, passage.ordinal()));
    document.add(new StoredField(TITLE, piece.title()));
    for (var tag : passage.tags()) document.add(new StoredField(TAG, tag));
    passage.language().ifPresent(tag -> document.add(new StoredField(LANGUAGE, tag)));
    if (passage.opening()) document.add(new StringField(OPENING, "", Field.Store.YES));
    document.add(new StoredField(SECTION, piece.heading()));
    piece.anchor().ifPresent(anchor -> document.add(new StoredField(ANCHOR, anchor)));
    document.add(new StoredField(TEXT, piece.text()));
    if (vectors.isEmpty()) document.add(new StringField(WITHOUT_VECTORS, "", Field.Store.NO));
    else {
      document.add(vector(BODY, vectors.get(0)));
      document.add(vector(HEADING, vectors.get(1)));
    }
    return document;
  }

  /// In the fields of its language; of any, when neither a person nor its text tells the language.
  private static void words(IndexedPassage passage, Document document) {
    var piece = passage.piece();
    var fields = WordFields.of(passage.language().map(Language::ofTag).orElse(Language.OTHER));
    var head = String.join("\n", piece.title(), piece.heading(), String.join("\n", passage.tags()));
    // the text has the heading already
    var words = String.join("\n", piece.title(), String.join("\n", passage.tags()), piece.text());
    document.add(new TextField(fields.head(), head, Field.Store.NO));
    document.add(new TextField(fields.words(), words, Field.Store.NO));
    document.add(new TextField(fields.written(), words, Field.Store.NO));
  }

  /// The inverse of [#of], without the vectors.
  public static IndexedPassage passage(Document stored) {
    return new IndexedPassage(
        new ArticleHash(stored.get(REF), stored.get(HASH)),
        stored.getField(ORDINAL).numericValue().intValue(),
        stored.get(COLLECTION),
        List.of(stored.getValues(TAG)),
        Optional.ofNullable(stored.get(LANGUAGE)),
        stored.get(OPENING) != null,
        piece(stored));
  }

  static Piece piece(Document stored) {
    return new Piece(
        stored.get(REF),
        stored.get(TITLE),
        Optional.ofNullable(stored.get(ANCHOR)),
        stored.get(SECTION),
        stored.get(TEXT));
  }

  /// Has every passage of the article.
  public static Term ofArticle(String ref) {
    return new Term(REF, ref);
  }

  /// Has this passage of this text of its article.
  public static Term identity(IndexedPassage passage) {
    return new Term(ID, passage.id());
  }

  /// Has every opening.
  static Term opening() {
    return new Term(OPENING, "");
  }

  /// Has every passage without vectors.
  public static Term withoutVectors() {
    return new Term(WITHOUT_VECTORS, "");
  }

  /// Has every passage of this content of the article.
  public static Term of(ArticleHash article) {
    return new Term(ARTICLE, key(article));
  }

  /// Terms of [#ARTICLE] are in the order of the refs' bytes, because no ref contains a NUL.
  static String key(ArticleHash article) {
    return article.ref() + '\0' + article.hash();
  }

  /// @param term of [#ARTICLE]
  public static ArticleHash article(BytesRef term) {
    var key = term.utf8ToString();
    int end = key.lastIndexOf('\0');
    return new ArticleHash(key.substring(0, end), key.substring(end + 1));
  }

  private static KnnFloatVectorField vector(String field, float[] value) {
    return new KnnFloatVectorField(field, value, VectorSimilarityFunction.DOT_PRODUCT);
  }
}
