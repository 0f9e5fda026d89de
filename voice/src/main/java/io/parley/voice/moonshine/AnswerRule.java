package io.parley.voice.moonshine;

import io.parley.voice.moonshine.AnswerGrammar.Place;

/// Only texts of a grammar.
final class AnswerRule implements Greedy.Rule {
  private final AnswerGrammar grammar;
  private final Vocabulary vocabulary;
  private final int[] candidates;
  private Place place;

  /// @param candidates those of [AnswerGrammar#tokens]
  AnswerRule(AnswerGrammar grammar, Vocabulary vocabulary, int[] candidates) {
    this.grammar = grammar;
    this.vocabulary = vocabulary;
    this.candidates = candidates;
    this.place = Place.START;
  }

  @Override
  public int[] candidates() {
    return candidates;
  }

  @Override
  public boolean allows(int token) {
    if (token == Greedy.END) return grammar.isEnd(place);
    return grammar.after(place, vocabulary.piece(token)).isPresent();
  }

  @Override
  public void take(int token) {
    place = grammar.after(place, vocabulary.piece(token)).orElseThrow();
  }
}
