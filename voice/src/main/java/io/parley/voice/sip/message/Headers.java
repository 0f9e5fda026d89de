package io.parley.voice.sip.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The headers of a message, in order. Each line is kept as it was; typed values are read from it.
public record Headers(List<Header> all) {
  public static final Headers NONE = new Headers(List.of());

  public Headers {
    all = List.copyOf(all);
  }

  /// All values, over all lines. Those of a message from [MessageParser] are well formed, but for
  /// advisory headers, of which a malformed line counts as missing.
  public <T> List<T> all(HeaderType<T> type) {
    var values = new ArrayList<T>();
    for (var header : all) if (header.is(type)) read(type, header, values);
    return values;
  }

  private static <T> void read(HeaderType<T> type, Header header, List<T> into) {
    try {
      type.read(header.value(), MessageLimits.CHECKED, into);
    } catch (Malformed e) {
      if (!type.isAdvice()) throw e;
    }
  }

  public <T> Optional<T> first(HeaderType<T> type) {
    for (var header : all)
      if (header.is(type)) {
        var values = new ArrayList<T>();
        read(type, header, values);
        if (!values.isEmpty()) return Optional.of(values.getFirst());
      }
    return Optional.empty();
  }

  /// Of a header that every message has.
  ///
  /// @throws IllegalStateException if it is missing: the message was not made by a parser
  public <T> T need(HeaderType<T> type) {
    return first(type).orElseThrow(() -> new IllegalStateException("no " + type.name()));
  }

  public boolean has(HeaderType<?> type) {
    return all.stream().anyMatch(header -> header.is(type));
  }

  /// Whether a list has a word, without case: `Supported: 100rel`.
  public boolean has(HeaderType<String> type, String word) {
    return all(type).stream().anyMatch(word::equalsIgnoreCase);
  }

  /// The text of a header without a type.
  public Optional<String> text(String name) {
    return all.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .findFirst();
  }

  /// With these values instead of its present ones, in the place of the first of those.
  public <T> Headers with(HeaderType<T> type, List<? extends T> values) {
    var changed = new ArrayList<Header>();
    int place = -1;
    for (var header : all)
      if (!header.is(type)) changed.add(header);
      else if (place < 0) place = changed.size();
    var own = values.stream().map(value -> new Header(type.name(), value.toString())).toList();
    changed.addAll(place < 0 ? changed.size() : place, own);
    return new Headers(changed);
  }

  public <T> Headers with(HeaderType<T> type, T value) {
    return with(type, List.of(value));
  }

  public Headers without(HeaderType<?> type) {
    return new Headers(all.stream().filter(header -> !header.is(type)).toList());
  }

  /// Without a header that has no type.
  public Headers without(String name) {
    return new Headers(
        all.stream().filter(header -> !header.name().equalsIgnoreCase(name)).toList());
  }

  /// With one more line at the end.
  public Headers plus(String name, String value) {
    var more = new ArrayList<>(all);
    more.add(new Header(name, value));
    return new Headers(more);
  }

  public Headers plus(Headers others) {
    var more = new ArrayList<>(all);
    more.addAll(others.all);
    return new Headers(more);
  }

  /// For a body of this type.
  static Headers typed(Headers headers, MediaType type, Body body) {
    return body.isEmpty()
        ? headers.without(HeaderType.CONTENT_TYPE)
        : headers.with(HeaderType.CONTENT_TYPE, type);
  }

  /// Only the lines of these types.
  public Headers only(List<HeaderType<?>> types) {
    return new Headers(all.stream().filter(header -> types.stream().anyMatch(header::is)).toList());
  }
}
