package io.parley.knowledge.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.core.knowledge.ArticleHash;
import io.parley.knowledge.search.PassageDocument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiBits;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.Bits;

/// The articles of an index with their hashes, read once, in the order of their refs' bytes.
final class IndexedArticles {
  private final Bits live;
  private final TermsEnum terms;
  private ArticleHash next;

  IndexedArticles(IndexSearcher searcher) throws IOException {
    IndexReader reader = searcher.getIndexReader();
    this.live = MultiBits.getLiveDocs(reader);
    var all = MultiTerms.getTerms(reader, PassageDocument.ARTICLE);
    this.terms = all == null ? TermsEnum.EMPTY : all.iterator();
    advance();
  }

  /// The refs that come before this one.
  List<String> before(String ref) throws IOException {
    var passed = new ArrayList<String>();
    while (next != null && isBefore(ref)) {
      passed.add(next.ref());
      advance();
    }
    return passed;
  }

  /// Whether the next article is this one; then it is passed, with any other content of it.
  boolean has(ArticleHash article) throws IOException {
    boolean found = false;
    while (next != null && next.ref().equals(article.ref())) {
      found |= next.equals(article);
      advance();
    }
    return found;
  }

  List<String> rest() throws IOException {
    var passed = new ArrayList<String>();
    for (; next != null; advance()) passed.add(next.ref());
    return passed;
  }

  private boolean isBefore(String ref) {
    return Arrays.compareUnsigned(next.ref().getBytes(UTF_8), ref.getBytes(UTF_8)) < 0;
  }

  /// Terms outlive their documents until segments are merged.
  private void advance() throws IOException {
    next = null;
    for (var term = terms.next(); term != null; term = terms.next())
      if (isLive()) {
        next = PassageDocument.article(term);
        return;
      }
  }

  private boolean isLive() throws IOException {
    if (live == null) return true;
    var documents = terms.postings(null, PostingsEnum.NONE);
    for (int at = documents.nextDoc();
        at != DocIdSetIterator.NO_MORE_DOCS;
        at = documents.nextDoc()) if (live.get(at)) return true;
    return false;
  }
}
