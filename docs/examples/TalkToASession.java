import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/// Sends a message in a new session and prints the reply while it is generated. Needs only a JDK:
///
///     java docs/examples/TalkToASession.java http://127.0.0.1:8080 "How do I send shoes back?"
public class TalkToASession {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  public static void main(String[] args) {
    var server = args.length > 0 ? args[0] : "http://127.0.0.1:8080";
    var words = args.length > 1 ? args[1] : "How do I send shoes back?";

    // 1. start a session; only its token opens it
    var request =
        HttpRequest.newBuilder(URI.create(server + "/v1/sessions"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"channel\":\"api\"}"))
            .build();
    var started = HTTP.sendAsync(request, BodyHandlers.ofString()).join();
    if (started.statusCode() != 201) throw new IllegalStateException(started.body());

    // 2. open its socket; the token is sent as a subprotocol, as browsers must send it
    var reply = new Reply();
    var path = "/v1/sessions/%s/socket".formatted(field("id", started.body()));
    var socket =
        HTTP.newWebSocketBuilder()
            .subprotocols("parley.v1", "bearer." + field("token", started.body()))
            .buildAsync(URI.create(server.replaceFirst("^http", "ws") + path), reply)
            .join();

    // 3. send a message with an id of our own: sent twice, it counts once
    var say = "{\"type\":\"say\",\"id\":\"%s\",\"text\":\"%s\"}";
    socket.sendText(say.formatted(UUID.randomUUID(), escaped(words)), true).join();
    reply.done.join();
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
  }

  /// Prints the reply as it arrives, until it is complete.
  private static final class Reply implements WebSocket.Listener {
    final CompletableFuture<Void> done = new CompletableFuture<>();
    private final StringBuilder frame = new StringBuilder();
    private int printed;

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      frame.append(data);
      if (last) {
        read(frame.toString());
        frame.setLength(0);
      }
      socket.request(1);
      return null;
    }

    private void read(String json) {
      if (json.startsWith("{\"type\":\"delta\"")) {
        print(field("text", json)); // a preview, as it is made
      } else if (json.contains("\"kind\":\"reply-completed\"")) {
        print(field("text", json).substring(printed)); // the whole, and the last word
        System.out.println();
        done.complete(null);
      } else if (json.contains("\"kind\":\"turn-resumed\"")) {
        System.out.println("\n… once more:");
        printed = 0;
      } else if (json.contains("\"kind\":\"turn-failed\"") || json.contains("\"rejected\"")) {
        done.completeExceptionally(new IllegalStateException(json));
      }
    }

    private void print(String text) {
      System.out.print(text);
      printed += text.length();
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      done.completeExceptionally(new IllegalStateException("closed with " + code));
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable failure) {
      done.completeExceptionally(failure);
    }
  }

  /// The string field `name`. A real client has a JSON library; the JDK has none.
  private static String field(String name, String json) {
    var found = Pattern.compile("\"" + name + "\":\"((?:[^\"\\\\]|\\\\.)*)\"").matcher(json);
    if (!found.find()) throw new IllegalStateException("no " + name + " in " + json);
    return found.group(1).translateEscapes();
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
