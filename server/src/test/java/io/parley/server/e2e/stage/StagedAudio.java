package io.parley.server.e2e.stage;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.server.e2e.browser.Patience;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.ws.BinaryMessage;
import org.apache.pekko.http.javadsl.model.ws.Message;
import org.apache.pekko.http.javadsl.model.ws.TextMessage;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.OverflowStrategy;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.javadsl.SourceQueueWithComplete;
import org.apache.pekko.util.ByteString;

/// The audio socket of a call, with the test as the server.
final class StagedAudio {
  private static final int BUFFER = 10_000;

  private final String id;
  private final String codec;
  private final Consumer<JsonNode> onControl;
  private final Materializer materializer;
  private final SourceQueueWithComplete<Message> out;
  private final Source<Message, NotUsed> sent;
  private final List<ByteString> frames = new CopyOnWriteArrayList<>();
  private volatile boolean over;

  /// @param codec that the page requested
  StagedAudio(String id, String codec, Consumer<JsonNode> onControl, Materializer materializer) {
    this.id = id;
    this.codec = codec;
    this.onControl = onControl;
    this.materializer = materializer;
    Pair<SourceQueueWithComplete<Message>, Source<Message, NotUsed>> made =
        Source.<Message>queue(BUFFER, OverflowStrategy.fail()).preMaterialize(materializer);
    out = made.first();
    sent = made.second();
    var rate = codec.equals("opus") ? 48_000 : 16_000;
    say(
        "{\"type\":\"call\",\"id\":\"%s\",\"codec\":\"%s\",\"sampleRate\":%d}"
            .formatted(id, codec, rate));
  }

  /// The id of the call.
  String id() {
    return id;
  }

  String codec() {
    return codec;
  }

  /// Waits until the page has closed it.
  void awaitOver() {
    await().until(() -> over);
  }

  /// Waits until the page has sent so many frames.
  ///
  /// @return all of them
  List<ByteString> awaitFrames(int count) {
    await().until(() -> frames.size() >= count);
    return List.copyOf(frames);
  }

  void say(String json) {
    out.offer(TextMessage.create(json));
  }

  void play(byte[] frame) {
    out.offer(BinaryMessage.create(ByteString.fromArray(frame)));
  }

  /// Breaks the connection.
  void cut() {
    out.fail(new IllegalStateException("the connection was cut"));
  }

  Flow<Message, Message, NotUsed> flow() {
    var in =
        Flow.<Message>create()
            .mapAsync(1, message -> strict(message))
            .to(
                Sink.foreach(
                    message -> {
                      if (message.isText())
                        onControl.accept(StagedVoice.read(message.asTextMessage().getStrictText()));
                      else frames.add(message.asBinaryMessage().getStrictData());
                    }));
    return Flow.fromSinkAndSourceCoupled(in, sent)
        .watchTermination(
            (unused, end) -> {
              end.whenComplete((_, _) -> over = true);
              return unused;
            });
  }

  private CompletionStage<Message> strict(Message message) {
    return message.isText()
        ? message
            .asTextMessage()
            .toStrict(Patience.PATIENCE.toMillis(), materializer)
            .thenApply(m -> m)
        : message
            .asBinaryMessage()
            .toStrict(Patience.PATIENCE.toMillis(), materializer)
            .thenApply(m -> m);
  }
}
