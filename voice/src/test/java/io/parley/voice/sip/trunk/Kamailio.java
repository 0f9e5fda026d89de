package io.parley.voice.sip.trunk;

import io.parley.voice.sip.transport.MadeCertificate;
import io.parley.voice.testing.DebianTool;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Debian's kamailio as a registrar on this machine, over UDP, TCP, TLS and WebSockets, with digest
/// by SHA-256, and as a proxy that leads calls to users on the way by which they registered.
public final class Kamailio implements AutoCloseable {
  private static final String LIBRARIES = "usr/lib/x86_64-linux-gnu/kamailio";

  private final ProcessBuilder builder;
  private Process process;
  private final int port;
  private final int securePort;

  /// @param directory for its files; @param certificate of TLS
  public Kamailio(Path directory, MadeCertificate certificate) throws Exception {
    var root = DebianTool.KAMAILIO.root();
    port = free();
    securePort = free();
    certificate.write(directory.resolve("certificate.pem"), directory.resolve("key.pem"));
    var settings = directory.resolve("kamailio.cfg");
    Files.writeString(settings, settings(directory, root.resolve(LIBRARIES)));
    builder =
        new ProcessBuilder(
                root.resolve("usr/sbin/kamailio").toString(),
                "-DD",
                "-E",
                "-f",
                settings.toString(),
                "-Y",
                directory.toString(),
                "-m",
                "32",
                "-M",
                "8")
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(directory.resolve("kamailio.log").toFile()));
    builder.environment().put("LD_LIBRARY_PATH", root.resolve(LIBRARIES).toString());
    start();
  }

  /// On the same ports. It remembers nobody: users are in its memory alone.
  public void start() throws IOException {
    process = builder.start();
  }

  /// @param transport `udp`, `tcp`, `tls`, `ws` or `wss`
  public int port(String transport) {
    return switch (transport) {
      case "tls", "wss" -> securePort;
      default -> port;
    };
  }

  /// Of UDP and TCP.
  private static int free() throws IOException {
    while (true) {
      try (var tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        if (isFreeOfUdp(tcp.getLocalPort())) return tcp.getLocalPort();
      }
    }
  }

  private static boolean isFreeOfUdp(int port) throws IOException {
    try (var udp = new DatagramSocket(null)) {
      udp.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (BindException _) {
      return false;
    }
  }

  /// Ends it with its processes.
  public void kill() {
    var all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    process.onExit().join();
  }

  @Override
  public void close() {
    kill();
  }

  private String settings(Path directory, Path libraries) {
    return """
    debug=1
    log_stderror=yes
    children=1
    tcp_children=1
    auto_aliases=no
    enable_tls=yes
    tcp_accept_no_cl=yes
    listen=udp:127.0.0.1:%1$d
    listen=tcp:127.0.0.1:%1$d
    listen=tls:127.0.0.1:%3$d
    mpath="%2$s/modules/"
    loadmodule "tls.so"
    modparam("tls", "tls_method", "TLSv1.2+")
    modparam("tls", "certificate", "%4$s/certificate.pem")
    modparam("tls", "private_key", "%4$s/key.pem")
    loadmodule "sl.so"
    loadmodule "pv.so"
    loadmodule "textops.so"
    loadmodule "siputils.so"
    loadmodule "usrloc.so"
    loadmodule "registrar.so"
    loadmodule "auth.so"
    loadmodule "tm.so"
    loadmodule "rr.so"
    loadmodule "nathelper.so"
    loadmodule "xhttp.so"
    loadmodule "websocket.so"
    modparam("auth", "algorithm", "SHA-256")
    modparam("nathelper|registrar", "received_avp", "$avp(received)")
    request_route {
      if (is_method("OPTIONS")) { sl_send_reply("200", "OK"); exit; }
      if (has_totag()) {
        if (loose_route()) { handle_ruri_alias(); t_relay(); exit; }
        if (is_method("ACK")) { if (t_check_trans()) t_relay(); exit; }
        sl_send_reply("404", "Not here");
        exit;
      }
      if (is_method("CANCEL")) { if (t_check_trans()) t_relay(); exit; }
      if (is_method("INVITE")) {
        record_route();
        if (!lookup("location")) { sl_send_reply("404", "Not registered"); exit; }
        t_on_reply("from_user");
        if (!t_relay()) sl_reply_error();
        exit;
      }
      if (!is_method("REGISTER")) { sl_send_reply("405", "Not here"); exit; }
      if (!pv_www_authenticate("made.example", "s3cret", "0")) {
        www_challenge("made.example", "1");
        exit;
      }
      fix_nated_register();
      save("location");
    }
    onreply_route[from_user] { add_contact_alias(); }
    event_route[xhttp:request] {
      if ($hu == "/ws" && $hdr(Upgrade) =~ "websocket" && ws_handle_handshake()) exit;
      xhttp_reply("404", "Not here", "", "");
    }
    """
        .formatted(port, libraries, securePort, directory);
  }
}
