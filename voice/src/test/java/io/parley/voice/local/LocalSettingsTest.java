package io.parley.voice.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigResolveOptions;
import io.parley.voice.codec.Opus;
import io.parley.voice.flite.FliteSettings;
import io.parley.voice.kokoro.KokoroSettings;
import io.parley.voice.local.LocalSettings.Choice;
import io.parley.voice.local.LocalSettings.Threads;
import io.parley.voice.moonshine.MoonshineSettings;
import io.parley.voice.phrase.PhraseSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalSettingsTest {
  private static final Config DEFAULTS =
      ConfigFactory.parseResources("reference.conf").resolve(ConfigResolveOptions.noSystem());

  @Test
  void defaults() {
    assertThat(LocalSettings.from(DEFAULTS))
        .isEqualTo(
            new LocalSettings(
                true,
                Optional.empty(),
                Choice.AUTO,
                Duration.ofMillis(1_500),
                Duration.ofSeconds(30),
                new Threads(0, 0, 0, 0),
                64,
                new MoonshineSettings(
                    Duration.ofMillis(500),
                    Duration.ofMillis(300),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(30),
                    0.35),
                new KokoroSettings("af_heart", Duration.ofSeconds(5)),
                new FliteSettings("slt", Duration.ofSeconds(10)),
                new PhraseSettings(16 << 20, 1_000),
                Opus.NATIVE));
  }

  @Test
  void every_key_changed() {
    assertThat(
            with(
                """
                enabled = false, opus.native = false
                local {
                  models = /models
                  voice = flite, patience = 2s, try-every = 9s, queue-max = 1
                  threads { ears = 1, voices = 2, per-clause = 3, processes = 256 }
                  moonshine {
                    first-partial = 1s, next-partial = 2s, clip-max = 8s, cut-within = 4s
                    backlog-max = 8s, doubtful = 0.5
                  }
                  kokoro { voice = bm_george, deadline = 1s }
                  flite { voice = rms, deadline = 2s }
                }
                """))
        .isEqualTo(
            new LocalSettings(
                false,
                Optional.of(Path.of("/models")),
                Choice.FLITE,
                Duration.ofSeconds(2),
                Duration.ofSeconds(9),
                new Threads(1, 2, 3, 256),
                1,
                new MoonshineSettings(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(8),
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(8),
                    0.5),
                new KokoroSettings("bm_george", Duration.ofSeconds(1)),
                new FliteSettings("rms", Duration.ofSeconds(2)),
                new PhraseSettings(16 << 20, 1_000),
                Opus.JAVA));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          voice = loud               | voice: loud (expected: auto, kokoro or flite)
          patience = 0s              | patience: 0s (expected: > 0s)
          try-every = 0s             | try-every: 0s (expected: > 0s)
          queue-max = 0              | queue-max: 0 (expected: ≥ 1)
          threads.ears = 257         | threads.ears: 257 (expected: 0 to 256)
          threads.processes = -1     | threads.processes: -1 (expected: 0 to 256)
          moonshine.first-partial = 0s | moonshine.first-partial: 0s (expected: > 0s)
          moonshine.clip-max = 10001ms | moonshine.clip-max: 10001ms (expected: more than cut-within, at most 10s)
          moonshine.cut-within = 10s | moonshine.clip-max: 10s (expected: more than cut-within, at most 10s)
          moonshine.backlog-max = 9s | moonshine.backlog-max: 9s (expected: ≥ clip-max)
          moonshine.doubtful = 1.1   | moonshine.doubtful: 1.1 (expected: 0.0 to 1.0)
          kokoro.voice = ../af_heart | kokoro.voice: ../af_heart (expected: a name such as af_heart or bm_george)
          kokoro.deadline = 0s       | kokoro.deadline: 0s (expected: > 0s)
          flite.voice = cmu          | flite.voice: cmu (expected: awb, kal, kal16, rms or slt)
          flite.deadline = 0s        | flite.deadline: 0s (expected: > 0s)
          """)
  void a_wrong_value_is_refused_with_a_message(String setting, String sentence) {
    assertThatThrownBy(() -> with("local { " + setting + " }"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("parley.voice.local." + sentence);
  }

  @Test
  void zero_stands_for_half_of_the_cores_and_a_clause_takes_two() {
    assertThat(new Threads(0, 0, 0, 0).on(2)).isEqualTo(new Threads(1, 1, 2, 2));
    assertThat(new Threads(0, 0, 0, 0).on(8)).isEqualTo(new Threads(4, 1, 4, 8));
    assertThat(new Threads(0, 0, 0, 0).on(1)).isEqualTo(new Threads(1, 1, 1, 1));
    assertThat(new Threads(2, 2, 2, 2).on(8)).isEqualTo(new Threads(2, 2, 2, 2));
  }

  private static LocalSettings with(String overrides) {
    return LocalSettings.from(
        ConfigFactory.parseString("parley.voice { " + overrides + " }").withFallback(DEFAULTS));
  }
}
