package io.parley.http.session;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.parley.voice.twilio.TwilioForm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Twilio's REST API, as far as calls out need it: it takes calls, and tells how they go.
final class MadeTwilioApi implements AutoCloseable {
  static final String ACCOUNT = "AC" + "1".repeat(32);

  /// A call that was asked for.
  ///
  /// @param sid its id; @param form of the request
  record Placed(String sid, TwilioForm form) {
    /// Path and query of one of the addresses that were given.
    String path(String field) {
      return form.text(field).orElseThrow().replace(MadeTwilio.PUBLIC, "");
    }
  }

  private final HttpServer server;
  private final AtomicInteger count = new AtomicInteger();
  private final BlockingQueue<Placed> placed = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();

  /// Status by the call's id.
  final Map<String, String> states = new ConcurrentHashMap<>();

  MadeTwilioApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/2010-04-01/Accounts/" + ACCOUNT + "/Calls", this::answer);
    server.start();
  }

  String settings() {
    return """
    parley.telephony.twilio { account-sid = %s, api = "http://127.0.0.1:%d" }
    """
        .formatted(ACCOUNT, server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var form = TwilioForm.read(body).orElseThrow();
    var path = exchange.getRequestURI().getPath();
    boolean isNew = path.endsWith("/Calls.json");
    var sid =
        isNew
            ? "CA%032d".formatted(count.incrementAndGet())
            : path.replaceAll(".*/Calls/([^.]+)\\.json", "$1");
    if (isNew) placed.add(new Placed(sid, form));
    else if (exchange.getRequestMethod().equals("POST"))
      ended.add(sid + " " + form.text("Status").or(() -> form.text("Twiml")).orElse(""));
    var json =
        "{\"sid\":\"%s\",\"status\":\"%s\"}"
            .formatted(sid, states.getOrDefault(sid, "queued"))
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(isNew ? 201 : 200, json.length);
    exchange.getResponseBody().write(json);
    exchange.close();
  }

  /// The next call that was asked for.
  Placed next() {
    return taken(placed, "a call");
  }

  /// The next wish for the end of a call, or of its conversation: the call's id, and the wanted
  /// status or the new instructions.
  String nextEnd() {
    return taken(ended, "a call's end");
  }

  private static <T> T taken(BlockingQueue<T> queue, String what) {
    try {
      var next = queue.poll(60, TimeUnit.SECONDS);
      if (next == null) throw new AssertionError("no request for " + what);
      return next;
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while waiting for " + what, e);
    }
  }

  /// How many calls were asked for in all.
  int count() {
    return count.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
