package io.parley.knowledge.asked;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.parley.core.knowledge.asked.AskedQuestion;
import io.parley.core.knowledge.asked.AskedReason;
import io.parley.core.knowledge.asked.AskedStore.Arriving;
import io.parley.core.knowledge.asked.AskedStore.Known;
import io.parley.core.tenant.SessionId;
import io.parley.knowledge.embed.MiniLmEmbedder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MeaningTest {
  private static MiniLmEmbedder embedder;

  private final Meaning meaning = new Meaning(AskedSettings.from(ConfigFactory.load()));

  /// A class that is run again needs another one.
  @BeforeAll
  static void open() {
    embedder = new MiniLmEmbedder();
  }

  @AfterAll
  static void close() {
    embedder.close();
  }

  @Test
  void the_same_question_in_other_words_joins_its_group() {
    var groups =
        List.of(
            known(1, "en", "Do you ship to Norway?", true),
            known(2, "en", "Can I get my tent repaired by you?", true));
    assertThat(choice("en", "do you repair tents", groups, true)).hasValue(2);
    assertThat(choice("en", "can you deliver to Norway??", groups, true)).hasValue(1);
    assertThat(choice("en", "Do you sell gift cards?", groups, true)).isEmpty();
  }

  @Test
  void another_subject_in_nearly_the_same_words_begins_a_group() {
    var groups = List.of(known(1, "en", "Do you ship to Norway?", true));
    assertThat(choice("en", "Do you have a shop in Norway?", groups, true)).isEmpty();
  }

  @Test
  void without_vectors_the_stems_of_words_decide() {
    var groups =
        List.of(
            known(1, "de", "Reparieren Sie Zelte?", false),
            known(2, "es", "¿Reparan tiendas de campaña?", false));
    assertThat(choice("de", "reparieren sie auch ein zelt", groups, false)).hasValue(1);
    assertThat(choice("es", "¿Reparan ustedes las tiendas de campaña?", groups, false)).hasValue(2);
    assertThat(choice("de", "Verleihen Sie Zelte?", groups, false)).isEmpty();
    assertThat(choice("de", "und wie ist das?", groups, false)).isEmpty();
  }

  @Test
  void languages_stay_apart_and_a_text_that_tells_none_may_join() {
    var groups = List.of(known(1, "de", "GPS Tracker Garmin", false));
    assertThat(choice("en", "GPS Tracker Garmin", groups, false)).isEmpty();
    assertThat(choice("und", "gps tracker garmin", groups, false)).hasValue(1);
  }

  private OptionalLong choice(String language, String text, List<Known> groups, boolean vectors) {
    var question =
        new AskedQuestion(
            new SessionId("s"),
            1,
            text,
            "support",
            Optional.empty(),
            Set.of(AskedReason.ADMITTED),
            Optional.empty(),
            Instant.EPOCH);
    return meaning.of(
        new Arriving(question, language, vector(text, vectors), embedder.id()), groups);
  }

  private static Known known(long id, String language, String text, boolean vector) {
    return new Known(id, language, text, vector(text, vector));
  }

  private static Optional<float[]> vector(String text, boolean wanted) {
    return wanted ? Optional.of(embedder.embed(text)) : Optional.empty();
  }
}
