package io.parley.tools.model.langchain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.ModelFailure.Category;
import io.parley.tools.json.Jackson;
import java.util.OptionalInt;

/// Reads one answer, event by event, before LangChain4j does, and notices what LangChain4j ignores:
/// errors, the end, the tokens. Fed by one thread.
abstract sealed class Reading permits OpenAiReading, AnthropicReading, GeminiReading {
  private static final String DONE = "[DONE]";

  private volatile boolean whole;
  private volatile boolean cutOff;
  private final CallPieces calls = new CallPieces();
  // read on another thread, by the one that ends the call
  private volatile OptionalInt input = OptionalInt.empty();
  private volatile OptionalInt output = OptionalInt.empty();

  /// @return the event as LangChain4j is to see it
  /// @throws ModelFailure when it is an error or not an event
  final ServerSentEvent read(ServerSentEvent event) {
    if (DONE.equals(event.data().strip())) {
      whole = true;
      return event;
    }
    var data = Jackson.parse(event.data());
    var failure = data.flatMap(Failures::inStream);
    if (failure.isPresent()) throw failure.get();
    if ("error".equals(event.event()))
      throw Failures.of(Category.UNAVAILABLE, "the model's server broke off");
    if (!(data.orElse(null) instanceof ObjectNode object))
      throw Failures.of(Category.GARBAGE, "the model's server sent an event that cannot be read");
    var seen = hear(object).toString();
    var name = name(object);
    return new ServerSentEvent(name == null ? event.event() : name, seen);
  }

  /// Whether the server has ended the answer.
  final boolean isWhole() {
    return whole;
  }

  /// Whether the model had more to say when it came to its limit.
  final boolean isCutOff() {
    return cutOff;
  }

  /// Tokens read, those from the provider's cache included; empty when it does not say.
  final OptionalInt input() {
    return input;
  }

  /// Tokens written, thoughts included; empty when it does not say.
  final OptionalInt output() {
    return output;
  }

  /// @return the event as LangChain4j is to see it
  /// @throws ModelFailure when it says that no answer will come
  abstract JsonNode hear(ObjectNode data);

  /// The event's name as its data tell it; null where they do not.
  String name(ObjectNode data) {
    return null;
  }

  /// The calls that came in pieces, which are hidden from LangChain4j.
  final CallPieces calls() {
    return calls;
  }

  final void cutOff() {
    cutOff = true;
  }

  final void ended() {
    whole = true;
  }

  /// Ignores values that are not numbers.
  final void count(JsonNode read, JsonNode written) {
    if (read.isInt()) input = OptionalInt.of(read.asInt());
    if (written.isInt()) output = OptionalInt.of(written.asInt());
  }
}
