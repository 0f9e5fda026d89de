package io.parley.persistence.archive;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.parley.core.journal.ArchiveReceipt;
import io.parley.core.tenant.SessionKey;
import io.parley.persistence.archive.ArchiveFailure.Category;
import java.io.IOException;
import java.time.Instant;

/// The description of an archive, stored beside it as `manifest.json`.
///
/// @param format of the events' file; 1 is lines of `{"seq","manifest","event"}`, gzipped
/// @param events how many; @param bytes of the file; @param unpackedBytes of the lines
/// @param sha256 of the file, hex
record ArchiveManifest(
    int format,
    String tenant,
    String session,
    long events,
    long firstSeq,
    long lastSeq,
    long bytes,
    long unpackedBytes,
    String sha256,
    Instant endedAt,
    Instant createdAt) {
  static final int FORMAT = 1;
  static final int BYTES_MAX = 64 * 1024;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  byte[] json() {
    try {
      return MAPPER.writeValueAsBytes(this);
    } catch (IOException e) {
      throw new IllegalStateException("a manifest cannot be written", e);
    }
  }

  /// @throws ArchiveFailure when it is not a manifest of `key` in a known format
  static ArchiveManifest read(byte[] json, SessionKey key) {
    ArchiveManifest manifest;
    try {
      manifest = MAPPER.readValue(json, ArchiveManifest.class);
    } catch (IOException e) {
      throw new ArchiveFailure(
          Category.DAMAGED, "%s: its manifest cannot be read".formatted(key), e);
    }
    if (manifest.format != FORMAT)
      throw new ArchiveFailure(
          Category.DAMAGED,
          "%s: its manifest has format %d (expected: %d; written by a newer program?)"
              .formatted(key, manifest.format, FORMAT));
    if (!manifest.tenant.equals(key.tenant().value())
        || !manifest.session.equals(key.session().value()))
      throw new ArchiveFailure(
          Category.DAMAGED, "%s: its manifest belongs to another session".formatted(key));
    return manifest;
  }

  ArchiveReceipt receipt(String ref) {
    return new ArchiveReceipt(bytes, sha256, ref);
  }
}
