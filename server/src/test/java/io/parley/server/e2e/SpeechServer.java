package io.parley.server.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.voice.remote.ServerDouble;
import io.parley.voice.remote.ServerDouble.Exchange;
import io.parley.voice.remote.ServerDouble.Request;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/// A double of remote speech engines with OpenAI's API: it transcribes speech to the texts of a
/// list, and speaks text as a tone of the same length.
final class SpeechServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SAMPLE_RATE = 24_000;
  private static final int CHARACTERS_A_SECOND = 20;
  private static final double PITCH = 440;
  private static final short LOUDNESS = 8_000;
  private static final List<String> FILLERS =
      List.of("One moment, please.", "Let me have a look.", "Just a second.");

  private final Queue<String> words = new ConcurrentLinkedQueue<>();
  private final List<String> spoken = new CopyOnWriteArrayList<>();
  private final ServerDouble server = ServerDouble.playing(this::answer);

  /// Settings with which calls use only this server, and ask it for each clause: nothing is kept as
  /// sound, or made ahead.
  String settings() {
    return """
    parley.voice {
      ears = [theirs]
      voices = [theirs]
      phrases.bytes-max = 1
      lines.en.openings = []
      providers.theirs { kind = openai, url = "http://127.0.0.1:%d/v1", answer-form = json }
    }
    """
        .formatted(server.port());
  }

  /// Sets the transcript of the next stretch of speech.
  void willHear(String text) {
    words.add(text);
  }

  /// The texts that it has spoken so far, clause by clause.
  List<String> spoken() {
    return List.copyOf(spoken);
  }

  /// The words that it has spoken after so many clauses, besides fillers.
  String saidSince(int before) {
    return spoken.stream()
        .skip(before)
        .filter(clause -> !FILLERS.contains(clause))
        .map(String::strip)
        .collect(Collectors.joining(" "));
  }

  private void answer(Request request, Exchange to) throws IOException {
    switch (request.line()) {
      case "POST /v1/audio/transcriptions HTTP/1.1" -> {
        var text = words.isEmpty() ? "" : words.remove();
        to.answer(200, "application/json", JSON.createObjectNode().put("text", text).toString());
      }
      case "POST /v1/audio/speech HTTP/1.1" -> {
        var clause = JSON.readTree(request.bytes()).get("input").asText();
        spoken.add(clause);
        to.answer(200, "audio/pcm", tone(clause.length()));
      }
      default -> to.answer(404, "application/json", "{}");
    }
  }

  private static byte[] tone(int characters) {
    var bytes = new byte[2 * SAMPLE_RATE * characters / CHARACTERS_A_SECOND / 2 * 2];
    for (int i = 0; i < bytes.length / 2; i++) {
      int sample = (int) (LOUDNESS * Math.sin(2 * Math.PI * PITCH * i / SAMPLE_RATE));
      bytes[2 * i] = (byte) sample;
      bytes[2 * i + 1] = (byte) (sample >> 8);
    }
    return bytes;
  }

  @Override
  public void close() {
    server.close();
  }
}
