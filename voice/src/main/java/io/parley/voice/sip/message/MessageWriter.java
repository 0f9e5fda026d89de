package io.parley.voice.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes messages as bytes: UTF-8, full names, one line a header, and a true Content-Length.
public final class MessageWriter {
  private MessageWriter() {}

  public static byte[] bytes(SipMessage message) {
    var head = new StringBuilder(512).append(message.startLine()).append("\r\n");
    for (var header : message.headers().all())
      if (!header.is(HeaderType.CONTENT_LENGTH)) head.append(header).append("\r\n");
    head.append(HeaderType.CONTENT_LENGTH.name()).append(": ").append(message.body().length());
    var text = head.append("\r\n\r\n").toString().getBytes(StandardCharsets.UTF_8);
    var bytes = Arrays.copyOf(text, text.length + message.body().length());
    message.body().copyTo(bytes, text.length);
    return bytes;
  }
}
