package io.parley.server.e2e;

import io.parley.outbound.testing.DnsResponder;
import io.parley.outbound.testing.DnsResponder.Answer;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// A server of the DNS with the TXT records that tests give it. Other names do not exist.
record NameServer(DnsResponder responder, Map<String, String> texts) implements AutoCloseable {
  /// The code of a name that does not exist (RFC 1035, section 4.1.1).
  private static final int NO_NAME = 3;

  static NameServer start() throws IOException {
    var texts = new ConcurrentHashMap<String, String>();
    return new NameServer(DnsResponder.start(name -> answer(texts, name)), texts);
  }

  private static Answer answer(Map<String, String> texts, String name) {
    return Optional.ofNullable(texts.get(name))
        .map(Answer::of)
        .orElseGet(() -> Answer.failed(NO_NAME));
  }

  void put(String name, String text) {
    texts.put(name, text);
  }

  String address() {
    return responder.address();
  }

  @Override
  public void close() throws IOException {
    responder.close();
  }
}
