package io.parley.tools.model.wire;

import java.util.List;

/// One provider's wire format.
sealed interface Format permits OpenAiFormat, AnthropicFormat, GeminiFormat {
  /// Where the API begins.
  String root();

  /// Whether this is a request for a streamed answer, as the provider wants it.
  boolean isAsked(Received request);

  default String contentType() {
    return "text/event-stream; charset=utf-8";
  }

  Writing writing();

  /// The body of an error.
  String error(int status, String code);

  /// An error inside a stream.
  String brokenOff(String code);

  /// One answer, event by event, each as it goes over the wire.
  interface Writing {
    List<String> begin();

    List<String> text(String text);

    List<String> thought(String text);

    List<String> call(Part.Call call);

    List<String> end(Ending ending);
  }
}
