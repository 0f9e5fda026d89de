package io.parley.voice.moonshine;

import ai.onnxruntime.OrtException;
import java.nio.FloatBuffer;
import java.util.Arrays;

/// Decodes greedily: at each step the likeliest token of those that a rule allows.
final class Greedy {
  static final int BEGIN = 1;
  static final int END = 2;

  private final Vocabulary vocabulary;
  private final int max;

  /// @param max number of tokens
  Greedy(Vocabulary vocabulary, int max) {
    this.vocabulary = vocabulary;
    this.max = max;
  }

  /// The network, which knows all tokens before.
  @FunctionalInterface
  interface Step {
    /// @param token the newest
    /// @return logits of the next one; those beyond the vocabulary are padding
    FloatBuffer after(int token) throws OrtException;
  }

  /// Decides which tokens may come next; for one decoding.
  interface Rule {
    /// Candidates, which [#allows] may still refuse; not to be changed.
    int[] candidates();

    /// @param token a candidate, or [#END]
    boolean allows(int token);

    void take(int token);
  }

  /// @param text empty when there are no words
  /// @param logLikelihood of its tokens, a mean, the end included
  /// @param isEnded whether the end was reached; a model that repeats itself never does
  /// @param isForced whether the rule refused an end that was likelier
  record Decoded(String text, double logLikelihood, boolean isEnded, boolean isForced) {
    /// 0 to 1: the geometric mean of the likelihoods of its tokens.
    double likelihood() {
      return Math.exp(logLikelihood);
    }
  }

  Decoded decode(Step network, Rule rule) throws OrtException {
    var tokens = new int[max];
    int count = 0;
    double logLikelihood = 0;
    boolean isForced = false;
    int token = BEGIN;
    while (count < max && token != END) {
      var logits = logits(network.after(token));
      token = best(logits, rule);
      if (logits[token] < logits[END]) isForced = true;
      logLikelihood += logLikelihood(logits, token);
      if (token == END) continue;
      rule.take(token);
      tokens[count++] = token;
    }
    var text = vocabulary.text(Arrays.stream(tokens, 0, count).iterator());
    // the end is a choice, too
    return new Decoded(text, logLikelihood / Math.min(max, count + 1), token == END, isForced);
  }

  private float[] logits(FloatBuffer all) {
    var logits = new float[Math.min(all.remaining(), vocabulary.size())];
    all.get(logits);
    return logits;
  }

  /// The end when nothing is allowed.
  private static int best(float[] logits, Rule rule) {
    int best = rule.allows(END) ? END : -1;
    for (int token : rule.candidates())
      if ((best < 0 || logits[token] > logits[best]) && rule.allows(token)) best = token;
    return best < 0 ? END : best;
  }

  /// Among all tokens: a word in place of a likelier one is as doubtful as the model says.
  private static double logLikelihood(float[] logits, int token) {
    double sum = 0;
    for (float logit : logits) sum += Math.exp(logit - logits[token]);
    return -Math.log(sum);
  }
}
