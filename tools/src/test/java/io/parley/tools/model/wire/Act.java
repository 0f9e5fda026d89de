package io.parley.tools.model.wire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A double's reaction to one request.
public sealed interface Act {
  /// A stream of the provider's format.
  ///
  /// @param bytewise whether every byte is sent by itself, so that no edge of a character or a line
  ///   is left out
  record Stream(List<Part> parts, Ending ending, boolean bytewise) implements Act {
    public Stream {
      parts = List.copyOf(parts);
    }

    public Stream ending(Ending other) {
      return new Stream(parts, other, bytewise);
    }

    public Stream inBytes() {
      return new Stream(parts, ending, true);
    }

    /// One more piece.
    public Stream then(Part part) {
      var more = new ArrayList<>(parts);
      more.add(part);
      return new Stream(more, ending, bytewise);
    }
  }

  /// An error in the provider's form.
  record Refusal(int status, String code, Map<String, String> headers) implements Act {
    public Refusal {
      headers = Map.copyOf(headers);
    }

    public Refusal with(String header, String value) {
      var more = new HashMap<>(headers);
      more.put(header, value);
      return new Refusal(status, code, more);
    }
  }

  /// Something that is not the provider's.
  record Page(int status, Map<String, String> headers, String body) implements Act {
    public Page {
      headers = Map.copyOf(headers);
    }
  }

  /// The connection is taken and nothing is said, ever.
  record Mute() implements Act {}

  static Stream says(String... texts) {
    return new Stream(
        List.of(texts).stream().<Part>map(Part.Text::new).toList(), Ending.DONE, false);
  }

  /// Asks for tools, all at once.
  static Stream asks(Part.Call... calls) {
    return new Stream(List.of(calls), Ending.TOOLS, false);
  }

  static Part.Call call(String name, String... fragments) {
    return new Part.Call(name, List.of(fragments));
  }

  static Refusal refuses(int status, String code) {
    return new Refusal(status, code, Map.of());
  }

  static Page page(int status, String contentType, String body) {
    return new Page(status, Map.of("Content-Type", contentType), body);
  }

  static Mute silence() {
    return new Mute();
  }
}
