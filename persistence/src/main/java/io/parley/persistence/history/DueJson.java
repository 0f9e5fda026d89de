package io.parley.persistence.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.parley.core.journal.Due;
import java.util.Optional;

/// What a session owes, as it is kept beside its row between two projections.
final class DueJson {
  private final ObjectWriter writer;
  private final ObjectReader reader;

  DueJson() {
    var mapper =
        JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();
    writer = mapper.writerFor(Due.class);
    reader = mapper.readerFor(Due.class);
  }

  String write(Due due) {
    try {
      return writer.writeValueAsString(due);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what a session owes cannot be written", e);
    }
  }

  /// @return empty when it cannot be read: damaged, or written by a newer program
  Optional<Due> read(String json) {
    try {
      return Optional.of(reader.readValue(json));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
