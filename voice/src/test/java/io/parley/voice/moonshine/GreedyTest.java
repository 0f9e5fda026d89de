package io.parley.voice.moonshine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import io.parley.voice.moonshine.MoonshineModel.Words;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// With made likelihoods of a made vocabulary.
class GreedyTest {
  private static final Demand SURE = new Demand(0);

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

  private static Words decode(Demand demand, Likely... steps) throws OrtException {
    var network = List.of(steps).iterator();
    return new Greedy(new Vocabulary(PIECES), steps.length, demand)
        .decode(_ -> network.next().logits());
  }

  @Test
  void the_likeliest_tokens_are_the_words_until_the_end() throws Exception {
    var words =
        decode(
            Demand.ANYTHING,
            likely("▁one", 0.8, "▁two", 0.2),
            likely("▁two", 0.8, "</s>", 0.2),
            likely("</s>", 0.8, ".", 0.2),
            likely("▁two", 1.0));
    assertThat(words.text()).isEqualTo("one two");
    assertThat(words.confidence()).isCloseTo(0.8, within(1e-6));
  }

  @Test
  void what_may_be_silence_has_no_words_when_the_model_ends_first() throws Exception {
    var words = decode(Demand.ANYTHING, likely("</s>", 0.92, "▁one", 0.08), likely("</s>", 1.0));
    assertThat(words.text()).isEmpty();
    assertThat(words.confidence()).isCloseTo(0.92, within(1e-6));
  }

  @Test
  void the_end_is_never_the_first_token_of_speech() throws Exception {
    var words = decode(SURE, likely("</s>", 0.92, "▁two", 0.08), likely("</s>", 1.0));
    assertThat(words.text()).isEqualTo("two");
    // as doubtful as it is
    assertThat(words.confidence()).isCloseTo(Math.sqrt(0.08), within(1e-6));
  }

  @Test
  void a_blank_or_a_full_stop_is_no_word_yet() throws Exception {
    var words =
        decode(
            SURE,
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
            SURE,
            likely("<s>", 0.5, "</s>", 0.3, "<unk>", 0.15, "▁one", 0.05),
            likely("</s>", 1.0));
    assertThat(words.text()).isEqualTo("one");
  }

  @Test
  void doubtful_words_in_place_of_the_end_count_for_nothing_when_it_may_be_a_cough()
      throws Exception {
    var cough = new Demand(0.35);
    assertThat(decode(cough, likely("</s>", 0.92, "▁two", 0.08), likely("</s>", 1.0)).text())
        .isEmpty();
    assertThat(decode(cough, likely("</s>", 0.6, "▁two", 0.4), likely("</s>", 1.0)).text())
        .isEqualTo("two");
    // the model's own words stay, however doubtful
    assertThat(decode(cough, likely("▁two", 0.1, "</s>", 0.05), likely("</s>", 0.1)).text())
        .isEqualTo("two");
  }
}
