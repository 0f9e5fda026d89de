package io.parley.voice.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.core.speech.SpeechFailure;
import io.parley.core.speech.SpeechFailure.Category;
import io.parley.core.speech.Transcript;
import io.parley.voice.remote.Failures;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.function.Consumer;

/// Parses the answers of transcription servers.
///
/// Whisper tells for each segment the mean log probability of its tokens, and how likely it is that
/// nobody spoke in it. The confidence of a segment is `exp(avg_logprob) * (1 - no_speech_prob)`,
/// that of a transcript the mean of its segments, weighted by their length. A segment that Whisper
/// itself takes for silence (`no_speech_prob` above 0.6 and `avg_logprob` below -1, its own
/// defaults) is left out: its words are made up. Streams may tell the log probability of each
/// token; the confidence is `exp` of their mean then.
final class Answers {
  /// The confidence where a server reports none: neither doubtful nor certain.
  static final double UNTOLD = 0.8;

  /// Words that are written after the end of speech change seldom.
  private static final double STABILITY = 0.9;

  private static final int BYTES_MAX = 1024 * 1024;
  private static final double NO_SPEECH = 0.6;
  private static final double UNSURE = -1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;

  Answers(String name) {
    this.name = name;
  }

  /// `verbose_json`, or `json`.
  Transcript whole(InputStream body) throws IOException {
    var bytes = body.readNBytes(BYTES_MAX + 1);
    if (bytes.length > BYTES_MAX)
      throw Failures.of(Category.GARBAGE, name + " answered more than a transcript");
    var answer = object(new String(bytes, UTF_8));
    var segments = answer.path("segments");
    if (segments.isArray() && !segments.isEmpty()) return segments(segments);
    return Transcript.settled(text(answer, "text"), UNTOLD);
  }

  /// Server-sent events `transcript.text.delta` and `transcript.text.done`; others are ignored.
  ///
  /// @param partial receives the text so far
  Transcript stream(InputStream body, Consumer<Transcript> partial) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(new Limited(body), UTF_8));
    var written = new StringBuilder();
    String line;
    while ((line = lines.readLine()) != null) {
      if (!line.startsWith("data:")) continue;
      var data = line.substring("data:".length()).strip();
      if (data.equals("[DONE]")) continue;
      var event = object(data);
      switch (event.path("type").asText()) {
        case "transcript.text.delta" -> {
          written.append(text(event, "delta"));
          partial.accept(Transcript.partial(written.toString(), UNTOLD, STABILITY));
        }
        case "transcript.text.done" -> {
          return Transcript.settled(text(event, "text"), confidence(event.path("logprobs")));
        }
        case "error" -> throw Failures.of(Category.UNAVAILABLE, name + " broke off a transcript");
        default -> {}
      }
    }
    throw Failures.of(Category.UNAVAILABLE, name + " ended in the middle of a transcript");
  }

  private static double confidence(JsonNode logprobs) {
    if (!logprobs.isArray() || logprobs.isEmpty()) return UNTOLD;
    double sum = 0;
    for (var token : logprobs) sum += token.path("logprob").asDouble();
    return share(Math.exp(sum / logprobs.size()));
  }

  private Transcript segments(JsonNode segments) {
    var text = new StringBuilder();
    double sum = 0;
    double weight = 0;
    for (var segment : segments) {
      double logprob = segment.path("avg_logprob").asDouble(Math.log(UNTOLD));
      double noSpeech = segment.path("no_speech_prob").asDouble(0);
      if (noSpeech > NO_SPEECH && logprob < UNSURE) continue;
      text.append(text(segment, "text"));
      // one without a length counts a little
      double length =
          Math.max(0.1, segment.path("end").asDouble() - segment.path("start").asDouble());
      sum += length * share(Math.exp(logprob)) * (1 - share(noSpeech));
      weight += length;
    }
    return Transcript.settled(text.toString(), weight == 0 ? UNTOLD : share(sum / weight));
  }

  private JsonNode object(String json) {
    try {
      var node = JSON.readTree(json);
      if (node.isObject()) return node;
      throw notJson();
    } catch (JsonProcessingException e) {
      throw notJson();
    }
  }

  /// Without its cause, whose message would quote what was said.
  private SpeechFailure notJson() {
    return Failures.of(Category.GARBAGE, name + " answered something other than JSON");
  }

  private String text(JsonNode node, String field) {
    if (!node.path(field).isTextual())
      throw Failures.of(Category.GARBAGE, name + " answered no transcript");
    return node.path(field).asText();
  }

  private static double share(double value) {
    return Double.isNaN(value) ? 0 : Math.clamp(value, 0, 1);
  }

  /// Limits a stream without an end.
  private final class Limited extends FilterInputStream {
    private long read;

    Limited(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      count(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int some = super.read(into, from, length);
      count(some);
      return some;
    }

    private void count(int bytes) {
      read += bytes;
      if (read > BYTES_MAX)
        throw Failures.of(Category.GARBAGE, name + " answered more than a transcript");
    }
  }
}
