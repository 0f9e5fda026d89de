package io.parley.voice.moonshine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import io.parley.voice.moonshine.Greedy.Decoded;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// With made likelihoods of a made vocabulary.
class GreedyTest {
  private static final List<String> PIECES =
      List.of("<unk>", "<s>", "</s>", "▁one", "▁two", ".", "▁");

  /// Likelihoods of the tokens of one step; those left out are unlikely.
  private record Likely(Map<String, Double> tokens) {
    FloatBuffer logits() {
      // three more than the vocabulary has: padding
      var logits = FloatBuffer.allocate(PIECES.size() + 3);
      for (int i = 0; i < PIECES.size(); i++)
        logits.put(i, (float) Math.log(tokens.getOrDefault(PIECES.get(i), 1e-9)));
      for (int i = PIECES.size(); i < logits.capacity(); i++) logits.put(i, 100);
      return logits;
    }
  }

  private static Likely likely(Object... tokens) {
    var all = new HashMap<String, Double>();
    for (int i = 0; i < tokens.length; i += 2) all.put((String) tokens[i], (Double) tokens[i + 1]);
    return new Likely(all);
  }

  private static Decoded decode(boolean needsWord, Likely... steps) throws OrtException {
    var vocabulary = new Vocabulary(PIECES);
    var network = List.of(steps).iterator();
    return new Greedy(vocabulary, steps.length)
        .decode(_ -> network.next().logits(), new FreeRule(vocabulary, needsWord));
  }

  @Test
  void the_likeliest_tokens_are_the_words_until_the_end() throws Exception {
    var words =
        decode(
            false,
            likely("▁one", 0.8, "▁two", 0.2),
            likely("▁two", 0.8, "</s>", 0.2),
            likely("</s>", 0.8, ".", 0.2),
            likely("▁two", 1.0));
    assertThat(words.text()).isEqualTo("one two");
    assertThat(words.likelihood()).isCloseTo(0.8, within(1e-6));
  }

  @Test
  void what_may_be_silence_has_no_words_when_the_model_ends_first() throws Exception {
    var words = decode(false, likely("</s>", 0.92, "▁one", 0.08), likely("</s>", 1.0));
    assertThat(words.text()).isEmpty();
    assertThat(words.likelihood()).isCloseTo(0.92, within(1e-6));
  }

  @Test
  void the_end_is_never_the_first_token_of_speech() throws Exception {
    var words = decode(true, likely("</s>", 0.92, "▁two", 0.08), likely("</s>", 1.0));
    assertThat(words.text()).isEqualTo("two");
    // as doubtful as it is
    assertThat(words.likelihood()).isCloseTo(Math.sqrt(0.08), within(1e-6));
  }

  @Test
  void a_blank_or_a_full_stop_is_no_word_yet() throws Exception {
    var words =
        decode(
            true,
            likely("▁", 0.9, "▁one", 0.1),
            likely("</s>", 0.6, ".", 0.4),
            likely("</s>", 0.6, "▁one", 0.4),
            likely("</s>", 1.0));
    assertThat(words.text()).isEqualTo(". one");
  }

  @Test
  void control_tokens_are_never_chosen() throws Exception {
    var words =
        decode(
            true,
            likely("<s>", 0.5, "</s>", 0.3, "<unk>", 0.15, "▁one", 0.05),
            likely("</s>", 1.0));
    assertThat(words.text()).isEqualTo("one");
  }

  @Test
  void whether_the_end_was_refused_and_whether_it_was_reached_is_told() throws Exception {
    var forced = decode(true, likely("</s>", 0.9, "▁two", 0.1), likely("</s>", 1.0));
    assertThat(forced.isForced()).isTrue();
    assertThat(forced.isEnded()).isTrue();
    var endless = decode(true, likely("▁two", 0.9), likely("▁two", 0.9));
    assertThat(endless.isForced()).isFalse();
    assertThat(endless.isEnded()).isFalse();
  }
}
