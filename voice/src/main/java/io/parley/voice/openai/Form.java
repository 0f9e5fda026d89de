package io.parley.voice.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.UUID;

/// A `multipart/form-data` body (RFC 7578).
final class Form {
  private final String boundary = "parley-" + UUID.randomUUID();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  Form field(String name, String value) {
    part(
        "form-data; name=\"%s\"".formatted(name),
        "text/plain; charset=utf-8",
        value.getBytes(UTF_8));
    return this;
  }

  Form file(String name, String fileName, String type, byte[] content) {
    part("form-data; name=\"%s\"; filename=\"%s\"".formatted(name, fileName), type, content);
    return this;
  }

  String contentType() {
    return "multipart/form-data; boundary=" + boundary;
  }

  byte[] bytes() {
    bytes.writeBytes("--%s--\r\n".formatted(boundary).getBytes(UTF_8));
    return bytes.toByteArray();
  }

  private void part(String disposition, String type, byte[] content) {
    bytes.writeBytes(
        "--%s\r\nContent-Disposition: %s\r\nContent-Type: %s\r\n\r\n"
            .formatted(boundary, disposition, type)
            .getBytes(UTF_8));
    bytes.writeBytes(content);
    bytes.writeBytes("\r\n".getBytes(UTF_8));
  }
}
