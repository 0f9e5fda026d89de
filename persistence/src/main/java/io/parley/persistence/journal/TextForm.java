package io.parley.persistence.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import io.parley.core.text.ConstantWord;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A type that is stored as a JSON string.
record TextForm<T>(Class<T> type, Function<T, String> write, Function<String, T> read) {

  static <T> TextForm<T> of(Class<T> type, Function<T, String> write, Function<String, T> read) {
    return new TextForm<>(type, write, read);
  }

  /// Constants in lower case with hyphens: `IN_DOUBT` is `in-doubt`.
  static <E extends Enum<E>> TextForm<E> ofEnum(Class<E> type) {
    var names = new EnumMap<E, String>(type);
    for (var constant : type.getEnumConstants()) names.put(constant, ConstantWord.of(constant));
    Map<String, E> constants =
        Arrays.stream(type.getEnumConstants()).collect(Collectors.toMap(names::get, e -> e));
    return new TextForm<>(type, names::get, constants::get);
  }

  JsonSerializer<T> writer() {
    return new JsonSerializer<>() {
      @Override
      public void serialize(T value, JsonGenerator out, SerializerProvider context)
          throws IOException {
        out.writeString(write.apply(value));
      }
    };
  }

  JsonDeserializer<T> reader() {
    return new JsonDeserializer<>() {
      @Override
      public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
        var value = in.currentToken() == JsonToken.VALUE_STRING ? parsed(in.getText()) : null;
        return value == null ? context.reportInputMismatch(type, "malformed") : value;
      }
    };
  }

  /// @return null when the text is not of this form
  private T parsed(String text) {
    try {
      return read.apply(text);
    } catch (IllegalArgumentException | DateTimeException e) {
      return null;
    }
  }
}
