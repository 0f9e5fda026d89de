package io.parley.server.e2e;

import static javax.sound.sampled.AudioSystem.getAudioInputStream;

import io.parley.core.speech.TextToSpeech;
import io.parley.core.speech.TextToSpeech.Utterance;
import io.parley.voice.flite.FliteSettings;
import io.parley.voice.flite.FliteSpeech;
import io.parley.voice.local.LocalEngines;
import io.parley.voice.models.DebianProgram;
import io.parley.voice.models.ModelDirectory;
import io.parley.voice.work.Workers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.UnsupportedAudioFileException;

/// Voices of made callers, none of which the agent has. Sound is 16 kHz, 16 bits, without silence
/// at its ends, and equally loud. Thread safe.
final class CallerVoices implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int PEAK = 12_000;
  private static final int AUDIBLE = 300;
  private static final AudioFormat FORMAT = new AudioFormat(AudioCaller.RATE, 16, 1, true, false);

  /// The engines that make a caller's sentences.
  enum Engine {
    FLITE,
    KOKORO,
    ESPEAK
  }

  /// @param voice of the engine: `rms` of flite, `am_michael` of Kokoro, `de` of espeak-ng
  record Speaker(Engine engine, String voice) {
    @Override
    public String toString() {
      return engine.name().toLowerCase(Locale.ROOT) + " " + voice;
    }
  }

  private record Said(Speaker by, String words) {}

  private final ModelDirectory models;
  private final TextToSpeech kokoro;
  private final Workers processes = new Workers("callers", 1, 64);
  private final Map<Said, short[]> made = new ConcurrentHashMap<>();

  CallerVoices(ModelDirectory models, LocalEngines engines) {
    this.models = models;
    this.kokoro =
        engines.voices().stream()
            .filter(voice -> voice.name().equals("kokoro"))
            .findFirst()
            .orElseThrow();
  }

  /// Samples of the words; made at the first request.
  short[] say(Speaker by, String words) throws Exception {
    var said = new Said(by, words);
    var known = made.get(said);
    if (known != null) return known;
    var sound = levelled(trimmed(samples(made(by, words))));
    made.put(said, sound);
    return sound;
  }

  private byte[] made(Speaker by, String words) throws Exception {
    return switch (by.engine()) {
      case KOKORO ->
          SpokenWave.spoken(kokoro, new Utterance(words, "en-US", by.voice(), 1), AudioCaller.RATE);
      case FLITE -> {
        var flite = models.find(DebianProgram.FLITE).orElseThrow();
        var voice = new FliteSpeech(flite, processes, new FliteSettings(by.voice(), PATIENCE));
        yield SpokenWave.spoken(voice, words, AudioCaller.RATE);
      }
      case ESPEAK -> espeak(by.voice(), words);
    };
  }

  private byte[] espeak(String voice, String words)
      throws IOException, InterruptedException, UnsupportedAudioFileException {
    var program = models.find(DebianProgram.ESPEAK).orElseThrow();
    var file = Files.createTempFile("parley-caller-", ".wav");
    try {
      program
          .start(List.of("-v", voice, "-s", "150", "-w", file.toString(), "--stdin"), words)
          .finish(PATIENCE);
      try (var wave = getAudioInputStream(file.toFile());
          var sound = getAudioInputStream(FORMAT, wave)) {
        return sound.readAllBytes();
      }
    } finally {
      Files.delete(file);
    }
  }

  /// The same in noise, so loud that words are doubtful.
  static short[] inNoise(short[] sound, int deviation) {
    // any seed will do
    var random = new Random(15);
    var noisy = new short[sound.length];
    for (int i = 0; i < sound.length; i++) {
      double sum = sound[i] + deviation * random.nextGaussian();
      noisy[i] = (short) Math.clamp(sum, Short.MIN_VALUE, Short.MAX_VALUE);
    }
    return noisy;
  }

  private static short[] samples(byte[] bytes) {
    var samples = new short[bytes.length / Short.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
    return samples;
  }

  static byte[] bytes(short[] samples) {
    var bytes = ByteBuffer.allocate(Short.BYTES * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(samples);
    return bytes.array();
  }

  private static short[] trimmed(short[] sound) {
    int from = 0;
    while (from < sound.length && Math.abs(sound[from]) < AUDIBLE) from++;
    int to = sound.length;
    while (to > from && Math.abs(sound[to - 1]) < AUDIBLE) to--;
    return Arrays.copyOfRange(sound, from, to);
  }

  private static short[] levelled(short[] sound) {
    int peak = 1;
    for (short sample : sound) peak = Math.max(peak, Math.abs(sample));
    var levelled = new short[sound.length];
    for (int i = 0; i < sound.length; i++) levelled[i] = (short) (sound[i] * PEAK / peak);
    return levelled;
  }

  @Override
  public void close() {
    processes.close();
  }
}
