package io.parley.mail.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A server by SMTP (RFC 5321) with STARTTLS (RFC 3207) and logins, which answers as a test says.
final class ScriptedServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ScriptedServer.class);

  /// In place of an answer: the connection ends.
  static final String HANG_UP = "hang up";

  /// In place of an answer: there is none.
  static final String SILENCE = "silence";

  /// The greeting, and the end of a message, among the commands.
  static final String GREETING = "connect";

  static final String END = ".";

  private final ServerSocket listener;
  private final Optional<SSLContext> tls;
  private final Map<String, String> answers;
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /// @param tls for STARTTLS, which is offered if it is present
  /// @param answers by command, in place of success
  ScriptedServer(Optional<SSLContext> tls, Map<String, String> answers) throws IOException {
    this.tls = tls;
    this.answers = answers;
    listener = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    var _ = Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /// As they came, each with whether its connection was encrypted.
  List<String> commands() {
    return commands;
  }

  List<String> messages() {
    return messages;
  }

  private void accept() {
    try {
      while (true) {
        var socket = listener.accept();
        open.add(socket);
        var _ = Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException closed) {
      LOG.debug("the server is closed", closed);
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      new Connection(socket).serve();
    } catch (IOException clientIsGone) {
      LOG.debug("the client is gone", clientIsGone);
    }
  }

  private final class Connection {
    private Socket socket;
    private BufferedReader in;
    private boolean isEncrypted;

    private Connection(Socket socket) throws IOException {
      use(socket);
    }

    private void use(Socket next) throws IOException {
      socket = next;
      in = new BufferedReader(new InputStreamReader(next.getInputStream(), ISO_8859_1));
    }

    private void serve() throws IOException {
      if (!answer(GREETING, "220 test ESMTP")) return;
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        commands.add((isEncrypted ? "secret " : "plain ") + line);
        var command = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
        if (!answer(command, success(command))) return;
        if (command.equals("QUIT")) return;
        if (command.equals("STARTTLS")) encrypt();
        if (command.equals("DATA") && !answers.containsKey(command)) {
          messages.add(message());
          if (!answer(END, "250 2.0.0 queued")) return;
        }
      }
    }

    private String success(String command) {
      return switch (command) {
        case "EHLO" ->
            tls.isPresent() && !isEncrypted
                ? "250-test\r\n250 STARTTLS"
                : "250-test\r\n250 AUTH PLAIN";
        case "STARTTLS" -> "220 go on";
        case "AUTH" -> "235 2.7.0 welcome";
        case "DATA" -> "354 go on";
        case "QUIT" -> "221 bye";
        default -> "250 ok";
      };
    }

    /// @return whether the connection goes on
    private boolean answer(String command, String success) throws IOException {
      var answer = answers.getOrDefault(command, success);
      if (answer.equals(HANG_UP)) return false;
      if (answer.equals(SILENCE)) return true;
      socket.getOutputStream().write((answer + "\r\n").getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
      return true;
    }

    private void encrypt() throws IOException {
      var sockets = tls.orElseThrow().getSocketFactory();
      var secret = (SSLSocket) sockets.createSocket(socket, null, true);
      open.add(secret);
      secret.startHandshake();
      isEncrypted = true;
      use(secret);
    }

    private String message() throws IOException {
      var message = new StringBuilder();
      for (var line = in.readLine(); line != null && !line.equals("."); line = in.readLine())
        message.append(line).append('\n');
      return message.toString();
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (var socket : open) socket.close();
  }
}
