package io.parley.bench.knowledge;

import io.parley.core.knowledge.Article;
import io.parley.core.model.Embedder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Cosines alone, exact: of the question and the section, or its title and heading, whichever is
/// nearer.
final class VectorRanker implements Ranker {
  private record Section(Place place, List<float[]> vectors) {}

  private final List<Section> sections = new ArrayList<>();
  private final Embedder embedder;

  VectorRanker(List<Article> articles, Embedder embedder) {
    this.embedder = embedder;
    for (var article : articles)
      for (var text : QuestionSet.sections(article)) {
        var place = Place.of(article.ref(), text);
        var heading =
            place.heading().isEmpty() ? article.title() : article.title() + ": " + place.heading();
        var texts = List.of(article.title() + "\n" + text, heading);
        sections.add(new Section(place, embedder.embed(texts)));
      }
  }

  @Override
  public List<Hit> search(String question) {
    var vector = embedder.embed(question);
    return sections.stream()
        .map(section -> new Hit(section.place(), nearest(section.vectors(), vector)))
        .sorted(Comparator.comparingDouble(Hit::score).reversed())
        .limit(Quality.DEPTH)
        .toList();
  }

  private static double nearest(List<float[]> vectors, float[] question) {
    double nearest = -1;
    for (var vector : vectors) {
      double cosine = 0;
      for (int i = 0; i < vector.length; i++) cosine += vector[i] * question[i];
      nearest = Math.max(nearest, cosine);
    }
    return nearest;
  }
}
