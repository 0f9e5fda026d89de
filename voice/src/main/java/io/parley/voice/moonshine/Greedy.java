package io.parley.voice.moonshine;

import ai.onnxruntime.OrtException;
import io.parley.voice.moonshine.MoonshineModel.Words;
import java.nio.FloatBuffer;
import java.util.Arrays;

/// Decodes greedily: at each step the likeliest token. On short clips (a digit, a "yes") the model
/// often chooses its end first, as if nobody had spoken; where somebody surely did, the end must
/// wait for a word.
final class Greedy {
  static final int BEGIN = 1;
  static final int END = 2;

  private final Vocabulary vocabulary;
  private final int max;
  private final Demand demand;

  /// @param max number of tokens
  Greedy(Vocabulary vocabulary, int max, Demand demand) {
    this.vocabulary = vocabulary;
    this.max = max;
    this.demand = demand;
  }

  /// The network, which knows all tokens before.
  @FunctionalInterface
  interface Step {
    /// @param token the newest
    /// @return logits of the next one; those beyond the vocabulary are padding
    FloatBuffer after(int token) throws OrtException;
  }

  Words decode(Step network) throws OrtException {
    var tokens = new int[max];
    int count = 0;
    double logLikelihood = 0;
    boolean hasWord = false;
    boolean isForced = false;
    for (int token = BEGIN; count < max; ) {
      var logits = network.after(token);
      token = best(logits, true);
      if (token == END && !hasWord && demand.isSpeech()) {
        isForced = true;
        token = best(logits, false);
      }
      logLikelihood += logLikelihood(logits, token);
      if (token == END) break;
      tokens[count++] = token;
      hasWord |= vocabulary.isWord(token);
    }
    var text = vocabulary.text(Arrays.stream(tokens, 0, count).iterator());
    // the end is a choice, too
    double confidence = Math.exp(logLikelihood / Math.min(max, count + 1));
    return new Words(isForced && confidence < demand.wordsFrom() ? "" : text, confidence);
  }

  /// Control tokens are no text.
  private int best(FloatBuffer logits, boolean mayEnd) {
    int best = mayEnd ? END : END + 1;
    for (int i = END + 1; i < choices(logits); i++) if (logits.get(i) > logits.get(best)) best = i;
    return best;
  }

  /// Among all tokens: a word in place of the end is as doubtful as the model says.
  private double logLikelihood(FloatBuffer logits, int token) {
    double sum = 0;
    for (int i = 0; i < choices(logits); i++) sum += Math.exp(logits.get(i) - logits.get(token));
    return -Math.log(sum);
  }

  private int choices(FloatBuffer logits) {
    return Math.min(logits.remaining(), vocabulary.size());
  }
}
