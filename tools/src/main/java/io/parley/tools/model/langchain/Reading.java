package io.parley.tools.model.langchain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.ModelFailure.Category;
import io.parley.tools.json.Jackson;
import java.util.OptionalInt;

/// Follows one answer, event by event, before LangChain4j does, and notices what that passes over:
/// errors, the end, the tokens. Fed by one thread.
abstract sealed class Reading permits OpenAiReading, AnthropicReading, GeminiReading {
  private static final String DONE = "[DONE]";

  private volatile boolean whole;
  private volatile boolean cutOff;
  private final CallPieces calls = new CallPieces();
  // whoever ends the call asks for these, on another thread
  private volatile OptionalInt input = OptionalInt.empty();
  private volatile OptionalInt output = OptionalInt.empty();

  /// @return the event as LangChain4j is to see it
  /// @throws ModelFailure when it is an error or no event at all
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

  /// Whether the server said that this was all.
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

  /// @return what of it LangChain4j is to see
  /// @throws ModelFailure when it says that there will be no answer
  abstract JsonNode hear(ObjectNode data);

  /// The event's name as its data tell it; null where they do not.
  String name(ObjectNode data) {
    return null;
  }

  /// Those that came in pieces, which LangChain4j does not see.
  final CallPieces calls() {
    return calls;
  }

  final void cutOff() {
    cutOff = true;
  }

  final void ended() {
    whole = true;
  }

  /// What is no number tells nothing new.
  final void count(JsonNode read, JsonNode written) {
    if (read.isInt()) input = OptionalInt.of(read.asInt());
    if (written.isInt()) output = OptionalInt.of(written.asInt());
  }
}
