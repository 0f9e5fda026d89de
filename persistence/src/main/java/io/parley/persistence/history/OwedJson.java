package io.parley.persistence.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.parley.core.session.Owed;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A session's obligations as JSON, kept with its index row between two projections.
final class OwedJson {
  private final ObjectWriter writer;
  private final ObjectReader reader;

  /// A node of an older program reads rows without this field alone.
  private record Fields(
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Instant> deferred) {}

  OwedJson() {
    var mapper =
        JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addMixIn(Owed.class, Fields.class)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();
    // rows of older programs lack the kinds of obligations that these did not know
    mapper
        .configOverride(Map.class)
        .setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY, Nulls.FAIL));
    writer = mapper.writerFor(Owed.class);
    reader = mapper.readerFor(Owed.class);
  }

  String write(Owed owed) {
    try {
      return writer.writeValueAsString(owed);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what a session owes cannot be written", e);
    }
  }

  /// @return empty when it cannot be read: damaged, or written by a newer program
  Optional<Owed> read(String json) {
    try {
      return Optional.of(reader.readValue(json));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
