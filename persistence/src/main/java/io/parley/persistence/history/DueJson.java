package io.parley.persistence.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.parley.core.journal.Due;

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

  Due read(String json) {
    try {
      return reader.readValue(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "session_index.due cannot be read (expected: as a projection wrote it; empty the table"
              + " and projection_offset to make it again)",
          e);
    }
  }
}
