package io.parley.voice.moonshine;

import ai.onnxruntime.OrtException;
import io.parley.voice.moonshine.Greedy.Decoded;
import java.util.List;

/// Decodes sound again as the answer that was expected: where words were heard that are none
/// ("Aid."), but an answer ("Eight.") is hardly less likely, the answer counts.
final class ExpectedAnswer {
  /// How much less the mean logarithm of the likelihood may be: with more, "wait" is an eight.
  private static final double WORSE_MAX = 1.0;

  /// Less likely answers are guesses.
  private static final double LIKELIHOOD_MIN = -2.5;

  private ExpectedAnswer() {}

  @FunctionalInterface
  interface Decoding {
    Decoded within(AnswerGrammar grammar) throws OrtException;
  }

  /// @param heard the words without a grammar
  /// @param grammars of the expected answer, in order; the first that has an answer counts
  static Decoded of(Decoded heard, List<AnswerGrammar> grammars, Decoding decoding)
      throws OrtException {
    if (grammars.stream().anyMatch(grammar -> grammar.accepts(heard.text()))) return heard;
    for (var grammar : grammars) {
      if (!grammar.mayHelp(heard.text())) continue;
      var answer = decoding.within(grammar);
      if (isAsGood(answer, heard) && grammar.accepts(answer.text())) return answer;
    }
    return heard;
  }

  private static boolean isAsGood(Decoded answer, Decoded heard) {
    return answer.isEnded()
        && answer.logLikelihood() >= LIKELIHOOD_MIN
        && answer.logLikelihood() >= heard.logLikelihood() - WORSE_MAX;
  }
}
