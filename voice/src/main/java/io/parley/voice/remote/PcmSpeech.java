package io.parley.voice.remote;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.SpeechFailure;
import io.parley.core.speech.SpeechFailure.Category;
import io.parley.voice.flow.Outlet;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Flow;

/// One clause as the answer to one request: raw samples, 16 bits, little endian, one channel, as
/// they are made. The request is sent on subscription, and the answer read on a virtual thread no
/// faster than the subscriber takes it; cancelling closes the connection, which stops the server.
public final class PcmSpeech implements Flow.Publisher<AudioFrame> {
  /// Frames that are read ahead of the subscriber.
  private static final int AHEAD = 10;

  private static final int FRAMES_PER_SECOND = 50;

  /// Magic numbers of file formats, which are not raw samples.
  private static final Set<String> HEADS = Set.of("RIFF", "OggS", "fLaC", "ID3\003", "ID3\004");

  private final String name;
  private final HttpClient client;
  private final HttpRequest request;
  private final int sampleRate;
  private final Outlet<AudioFrame> outlet = new Outlet<>(AHEAD, this::stop);
  private Thread reader;
  private boolean stopped;

  /// @param name of the engine; @param sampleRate of its answers, in Hz
  public PcmSpeech(String name, HttpClient client, HttpRequest request, int sampleRate) {
    this.name = name;
    this.client = client;
    this.request = request;
    this.sampleRate = AudioFrame.checkedRate(sampleRate);
  }

  @Override
  public void subscribe(Flow.Subscriber<? super AudioFrame> subscriber) {
    outlet.subscribe(subscriber);
    start();
  }

  private synchronized void start() {
    if (stopped || reader != null) return;
    reader = Thread.ofVirtual().name("voice-" + name).start(this::read);
  }

  private synchronized void stop() {
    stopped = true;
    if (reader != null) reader.interrupt();
  }

  private void read() {
    try {
      var response = client.send(request, BodyHandlers.ofInputStream());
      try (var body = response.body()) {
        require(response);
        frames(body);
        outlet.complete();
      }
    } catch (SpeechFailure failure) {
      outlet.fail(failure);
    } catch (IOException e) {
      outlet.fail(Failures.unreachable(name, e));
    } catch (InterruptedException e) {
      // the subscriber has cancelled
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      outlet.fail(Failures.broken(name, e));
    }
  }

  private void require(HttpResponse<?> response) {
    if (response.statusCode() / 100 != 2)
      throw Failures.status(name, response.statusCode(), response.headers(), Instant.now());
    var type = response.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    if (type.startsWith("text/") || type.contains("json") || type.startsWith("audio/mpeg"))
      throw Failures.of(Category.GARBAGE, name + " answered something other than raw samples");
  }

  /// Half a sample at the end is dropped: it is inaudible.
  private void frames(InputStream body) throws IOException, InterruptedException {
    var bytes = new byte[sampleRate / FRAMES_PER_SECOND * Short.BYTES];
    long position = 0;
    int read;
    while ((read = body.readNBytes(bytes, 0, bytes.length)) >= Short.BYTES) {
      if (position == 0 && read >= 4 && HEADS.contains(new String(bytes, 0, 4, ISO_8859_1)))
        throw Failures.of(Category.GARBAGE, name + " answered with a file instead of raw samples");
      var samples = new short[read / Short.BYTES];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
      outlet.put(new AudioFrame(samples, sampleRate, position));
      position += samples.length;
    }
  }
}
