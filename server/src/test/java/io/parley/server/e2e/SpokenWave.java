package io.parley.server.e2e;

import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.EndOfSpeech;
import io.parley.core.speech.SpeechInput;
import io.parley.core.speech.SpeechToText;
import io.parley.core.speech.TextToSpeech;
import io.parley.core.speech.TextToSpeech.Utterance;
import io.parley.core.speech.Transcript;
import io.parley.voice.sound.Resampler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/// Text to sound for a browser's microphone, and sound that a browser played to text.
final class SpokenWave {
  private static final int RATE = 48_000;
  private static final int HEARD_RATE = 16_000;
  private static final int BEFORE_SECONDS = 3;
  private static final int AFTER_SECONDS = 60;
  private static final int SPOKEN_SECONDS_MAX = 30;
  private static final int PATIENCE_SECONDS = 180;

  /// The longest sound that a recogniser takes at once.
  private static final int PIECE = 8 * HEARD_RATE;

  /// The end of a piece in which a pause is looked for.
  private static final int SEAM = 3 * HEARD_RATE;

  /// A pause between words: 100 ms.
  private static final int PAUSE = HEARD_RATE / 10;

  /// A microphone that sends silence, as a real one does, until `say` is called with the result of
  /// [#base64].
  static final String MICROPHONE =
      """
      const microphone = new AudioContext({ sampleRate: 48_000 });
      const track = microphone.createMediaStreamDestination();
      // without any source the track has no sound at all, and the browser sends no packets
      const silence = microphone.createConstantSource();
      silence.offset.value = 0;
      silence.connect(track);
      silence.start();
      navigator.mediaDevices.getUserMedia = async () => {
        await microphone.resume();
        return track.stream.clone();
      };
      window.say = (base64) => {
        const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
        const samples = new Int16Array(bytes.buffer);
        const sound = microphone.createBuffer(1, samples.length, 48_000);
        sound.copyToChannel(Float32Array.from(samples, (sample) => sample / 32_768), 0);
        const source = microphone.createBufferSource();
        source.buffer = sound;
        source.connect(track);
        source.start();
      };
      """;

  private SpokenWave() {}

  /// The words as 16-bit samples of 48 kHz, little endian.
  static String base64(TextToSpeech voice, String words) throws Exception {
    return Base64.getEncoder().encodeToString(spoken(voice, words, RATE));
  }

  /// A file of 48 kHz: silence, the words, and silence.
  static void write(Path file, TextToSpeech voice, String words) throws Exception {
    write(file, voice, words, RATE);
  }

  /// The same at another rate, in Hz.
  static void write(Path file, TextToSpeech voice, String words, int rate) throws Exception {
    write(file, voice, words, rate, Duration.ofSeconds(AFTER_SECONDS));
  }

  /// The same with so much silence behind the words, in whole seconds.
  static void write(Path file, TextToSpeech voice, String words, int rate, Duration after)
      throws Exception {
    var spoken = spoken(voice, words, rate);
    int silence = 2 * rate * BEFORE_SECONDS;
    var bytes = new byte[silence + spoken.length + 2 * rate * Math.toIntExact(after.toSeconds())];
    System.arraycopy(spoken, 0, bytes, silence, spoken.length);
    write(file, bytes, rate);
  }

  /// A file of a minute of silence, at a rate in Hz.
  static void silence(Path file, int rate) throws IOException {
    write(file, new byte[2 * rate * AFTER_SECONDS], rate);
  }

  /// The samples of a file's first channel, at the rate of [#transcribed].
  static short[] read(Path file) throws Exception {
    try (var in = AudioSystem.getAudioInputStream(file.toFile())) {
      var bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
      int frame = Short.BYTES * in.getFormat().getChannels();
      var samples = new short[bytes.remaining() / frame];
      for (int i = 0; i < samples.length; i++) samples[i] = bytes.getShort(i * frame);
      var resampler = new Resampler((int) in.getFormat().getSampleRate(), HEARD_RATE);
      var heard = new short[resampler.outputMax(samples.length)];
      return Arrays.copyOf(heard, resampler.convert(samples, 0, samples.length, heard, 0));
    }
  }

  /// 16-bit samples of that rate in Hz, little endian.
  static byte[] spoken(TextToSpeech voice, String words, int rate) throws Exception {
    return spoken(voice, new Utterance(words, "en", "", 1), rate);
  }

  /// Likewise, as the utterance asks.
  static byte[] spoken(TextToSpeech voice, Utterance utterance, int rate) throws Exception {
    var spoken = collected(voice.speak(utterance));
    var resampler = new Resampler(spoken.getFirst().sampleRate(), rate);
    var bytes = ByteBuffer.allocate(2 * rate * SPOKEN_SECONDS_MAX).order(ByteOrder.LITTLE_ENDIAN);
    for (var frame : spoken) {
      var samples = new short[resampler.outputMax(frame.samples().length)];
      int count = resampler.convert(frame.samples(), 0, frame.samples().length, samples, 0);
      for (int i = 0; i < count; i++) bytes.putShort(samples[i]);
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /// Samples of 48 kHz, little endian.
  static String base64(short[] samples) {
    var bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(samples);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private static void write(Path file, byte[] bytes, int rate) throws IOException {
    var format = new AudioFormat(rate, 16, 1, true, false);
    try (var stream =
        new AudioInputStream(new ByteArrayInputStream(bytes), format, bytes.length / 2)) {
      AudioSystem.write(stream, AudioFileFormat.Type.WAVE, file.toFile());
    }
  }

  /// One piece after the other, as a recogniser's backlog has a limit. No piece ends within a word.
  ///
  /// @param samples of 16 kHz
  static String transcribed(SpeechToText ear, short[] samples) throws Exception {
    var words = new StringJoiner(" ");
    for (int at = 0, end; at < samples.length; at = end) {
      end = pieceEnd(samples, at);
      words.add(pieceTranscribed(ear, Arrays.copyOfRange(samples, at, end)));
    }
    return words.toString();
  }

  /// In the middle of the quietest pause near the longest piece's end.
  private static int pieceEnd(short[] samples, int from) {
    if (samples.length - from <= PIECE) return samples.length;
    int quietest = from + PIECE - SEAM;
    long least = Long.MAX_VALUE;
    for (int at = quietest; at + PAUSE <= from + PIECE; at += PAUSE / 5) {
      long loudness = 0;
      for (int i = at; i < at + PAUSE; i++) loudness += Math.abs(samples[i]);
      if (loudness >= least) continue;
      least = loudness;
      quietest = at;
    }
    return quietest + PAUSE / 2;
  }

  private static String pieceTranscribed(SpeechToText ear, short[] samples) throws Exception {
    var listening = ear.listen("en");
    var heard = new ArrayList<Transcript>();
    var done = new CompletableFuture<Void>();
    listening.subscribe(new Collector<>(heard, done));
    try (var sound = new SubmissionPublisher<SpeechInput>(Runnable::run, 10_000)) {
      sound.subscribe(listening);
      for (int i = 0; i + 320 <= samples.length; i += 320)
        sound.submit(new AudioFrame(Arrays.copyOfRange(samples, i, i + 320), HEARD_RATE, i));
      sound.submit(new EndOfSpeech());
    }
    done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return heard.stream()
        .filter(Transcript::isFinal)
        .map(Transcript::text)
        .collect(Collectors.joining(" "));
  }

  private static List<AudioFrame> collected(Flow.Publisher<AudioFrame> spoken) throws Exception {
    var frames = new ArrayList<AudioFrame>();
    var done = new CompletableFuture<Void>();
    spoken.subscribe(new Collector<>(frames, done));
    done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return frames;
  }

  private record Collector<T>(List<T> into, CompletableFuture<Void> done)
      implements Flow.Subscriber<T> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(T item) {
      into.add(item);
    }

    @Override
    public void onError(Throwable failure) {
      done.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      done.complete(null);
    }
  }
}
