package io.parley.http.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.http.json.JsonText;
import io.parley.voice.codec.G711;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Twilio's end of a call, made from its documents: signed webhooks, and sockets on which it speaks
/// Media Streams or ConversationRelay. A proxy stands in front of the server: Twilio knows another
/// address than the one where the server listens.
final class MadeTwilio implements WebSocket.Listener, AutoCloseable {
  static final String TOKEN = "0123456789abcdef0123456789abcdef";
  static final String PUBLIC = "https://voice.shop.example";
  static final String CALL = "CA" + "7".repeat(32);
  static final String NUMBER = "+493012345";

  static final String SETTINGS =
      """
      parley.telephony {
        public-url = "%s"
        numbers = [{ number = "%s", agent = support, language = de }]
        twilio.auth-token = "%s"
      }
      """
          .formatted(PUBLIC, NUMBER, TOKEN);

  private static final long PATIENCE_SECONDS = 60;
  private static final long FRAME_NANOS = 20_000_000;

  private final HttpClient client = HttpClient.newHttpClient();
  private final int port;
  private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
  private final BlockingQueue<Integer> closed = new LinkedBlockingQueue<>();
  private final Queue<String> marks = new ArrayDeque<>();
  private final AtomicInteger played = new AtomicInteger();
  private final StringBuilder partial = new StringBuilder();
  private WebSocket socket;
  private long chunk;

  MadeTwilio(int port) {
    this.port = port;
  }

  static String sign(String text) {
    try {
      var mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(TOKEN.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has it", e);
    }
  }

  // --- webhooks -------------------------------------------------------------------------------

  /// Calls a webhook, signed as it should be.
  HttpResponse<String> webhook(String path, Map<String, String> form) {
    return webhookAt(PUBLIC, path, form);
  }

  /// The same at another address of the server.
  HttpResponse<String> webhookAt(String address, String path, Map<String, String> form) {
    var parameters =
        new TreeMap<>(form)
            .entrySet().stream().map(e -> e.getKey() + e.getValue()).collect(Collectors.joining());
    return webhook(path, form, sign(address + path + parameters));
  }

  HttpResponse<String> webhook(String path, Map<String, String> form, String signature) {
    var body =
        form.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
            .header("X-Twilio-Signature", signature)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join();
  }

  static Map<String, String> ringing(String to) {
    return Map.of(
        "CallSid", CALL,
        "AccountSid", "AC1",
        "From", "+4940111",
        "To", to,
        "Direction", "inbound",
        "CallStatus", "ringing");
  }

  /// The pass in the answer to a call that rings.
  String pass() {
    var answer = webhook("/v1/telephony/twilio/voice", ringing(NUMBER));
    assertThat(answer.statusCode()).isEqualTo(200);
    return passIn(answer.body());
  }

  /// The pass in an answer that connects a stream.
  static String passIn(String answer) {
    return answer.replaceAll("(?s).*name=\"pass\" value=\"([^\"]+)\".*", "$1");
  }

  // --- sockets --------------------------------------------------------------------------------

  /// Opens a socket, signed as it should be.
  MadeTwilio dial(String path) {
    return dial(path, sign(PUBLIC.replace("https", "wss") + path));
  }

  MadeTwilio dial(String path, String signature) {
    socket =
        client
            .newWebSocketBuilder()
            .header("X-Twilio-Signature", signature)
            .buildAsync(URI.create("ws://127.0.0.1:" + port + path), this)
            .join();
    return this;
  }

  /// The status of a refused handshake.
  static int refused(Runnable dial) {
    try {
      dial.run();
      return 101;
    } catch (CompletionException e) {
      return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
    }
  }

  /// One at a time: the JDK's socket refuses a text while another is under way.
  synchronized void send(String text) {
    socket.sendText(text, true).join();
  }

  /// The other end may hang up in the middle of the sound.
  private void sendUntilClosed(String text) {
    try {
      send(text);
    } catch (CompletionException e) {
      if (!isClosed()) throw e;
    }
  }

  void start(String call, String pass) {
    send("{\"event\":\"connected\",\"protocol\":\"Call\",\"version\":\"1.0.0\"}");
    send(
        """
        {"event":"start","sequenceNumber":"1","start":{"accountSid":"AC1","streamSid":"MZ1",\
        "callSid":"%s","tracks":["inbound"],"mediaFormat":{"encoding":"audio/x-mulaw",\
        "sampleRate":8000,"channels":1},"customParameters":{"pass":"%s"}},"streamSid":"MZ1"}\
        """
            .formatted(call, pass));
  }

  /// Sends 20 ms of sound or of silence, at the pace of a telephone, until the call is closed.
  void speak(int ticks, boolean loud) {
    var bytes = new byte[160];
    Arrays.fill(bytes, (byte) (loud ? 0x90 : 0xff));
    send(ticks, bytes);
  }

  /// Sends a beep of 1 kHz.
  void beep(int ticks) {
    var samples = new short[160];
    for (int i = 0; i < samples.length; i++)
      samples[i] = (short) (8_000 * Math.sin(2 * Math.PI * i / 8));
    var bytes = new byte[samples.length];
    G711.MU_LAW.encode(samples, 0, samples.length, bytes, 0);
    send(ticks, bytes);
  }

  private void send(int ticks, byte[] sound) {
    var payload = Base64.getEncoder().encodeToString(sound);
    long next = System.nanoTime();
    for (int tick = 0; tick < ticks && !isClosed(); tick++) {
      chunk++;
      sendUntilClosed(
          """
          {"event":"media","sequenceNumber":"%d","media":{"track":"inbound","chunk":"%d",\
          "timestamp":"%d","payload":"%s"},"streamSid":"MZ1"}\
          """
              .formatted(chunk + 1, chunk, chunk * 20, payload));
      next += FRAME_NANOS;
      LockSupport.parkNanos(next - System.nanoTime());
    }
  }

  /// How many frames of sound it has played to the caller.
  int played() {
    return played.get();
  }

  /// The next frame of this kind, but sound and marks, which are handled here.
  JsonNode next(String field, String kind) {
    try {
      while (true) {
        var frame = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(frame).as("a frame with %s %s", field, kind).isNotNull();
        if (frame.path(field).asText().equals(kind)) return frame;
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while waiting for a frame", e);
    }
  }

  int closeCode() {
    try {
      var code = closed.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(code).as("a close code").isNotNull();
      return code;
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while waiting for the end", e);
    }
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      took(JsonText.object(partial.toString()));
      partial.setLength(0);
    }
    from.request(1);
    return null;
  }

  /// Sound is played at once; a mark comes back with the next frame, and all of them on `clear`.
  private void took(JsonNode frame) {
    switch (frame.path("event").asText()) {
      case "media" -> {
        assertThat(Base64.getDecoder().decode(frame.at("/media/payload").asText())).hasSize(160);
        played.incrementAndGet();
        comeBack();
      }
      case "mark" -> marks.add(frame.at("/mark/name").asText());
      case "clear" -> {
        comeBack();
        frames.add(frame);
      }
      default -> frames.add(frame);
    }
  }

  /// All that was sent is played by now.
  void confirm() {
    if (!isClosed()) comeBack();
  }

  boolean isClosed() {
    return !closed.isEmpty();
  }

  private void comeBack() {
    for (var mark = marks.poll(); mark != null; mark = marks.poll())
      send("{\"event\":\"mark\",\"streamSid\":\"MZ1\",\"mark\":{\"name\":\"%s\"}}".formatted(mark));
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.add(code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.add(1006);
  }

  @Override
  public void close() {
    if (socket != null) socket.abort();
    client.shutdownNow();
  }
}
