package io.parley.server.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/// A third party's page, on its own site, that embeds the widget with the strictest policy: only
/// the chat's origin may run scripts and fill frames, no styles may be set in the page, and no text
/// becomes markup.
final class ShopPage implements AutoCloseable {
  private static final String STYLE =
      """
      body { margin: 0; font: 1rem/1.6 Georgia, serif; color: #2b2723; background: #fffdf9;
             display: flex; flex-direction: column; gap: 2rem; min-height: 100vh; }
      header, footer { padding: 1.25rem 6vw; border-bottom: 1px solid #e3ddd3; }
      footer { border: 0; border-top: 1px solid #e3ddd3; margin-top: auto; }
      main { padding: 0 6vw; display: grid; gap: 2rem;
             grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr)); }
      h1 { margin: 0; font-size: 1.5rem; }
      h2 { font-size: 1.125rem; margin: 0.75rem 0 0; }
      .shoe { height: 11rem; border-radius: 0.75rem; background: linear-gradient(150deg, #d9cdbb, #8a9a86); }
      button { all: unset; }
      * { outline-color: red; }
      """;

  private static final String SHOE =
      "<article><div class=\"shoe\"></div><h2>%s</h2><p>%s</p></article>";

  private final HttpServer server;
  private volatile String chat = "";
  private volatile String tag = "";
  private volatile String language = "en";

  private ShopPage(HttpServer server) {
    this.server = server;
  }

  static ShopPage open() throws IOException {
    return open(0);
  }

  /// @param port 0 for any
  static ShopPage open(int port) throws IOException {
    var server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    var shop = new ShopPage(server);
    server.createContext("/", shop::answer);
    server.start();
    return shop;
  }

  /// @param chat the origin of the chat; @param attributes of the tag, such as `data-language="de"`
  /// @param copies number of the tag's copies in the page
  ShopPage holding(String chat, String attributes, int copies) {
    this.chat = chat;
    this.tag =
        "<script src=\"%s/widget.js\" %s async></script>\n"
            .formatted(chat, attributes)
            .repeat(copies);
    return this;
  }

  ShopPage in(String language) {
    this.language = language;
    return this;
  }

  /// A different site from the chat's, whose host is an IP address.
  String origin() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    switch (exchange.getRequestURI().getPath()) {
      case "/" -> send(exchange, 200, "text/html; charset=utf-8", html());
      case "/shop.css" -> send(exchange, 200, "text/css", STYLE);
      default -> send(exchange, 404, "text/plain", "nothing");
    }
  }

  private String html() {
    return """
    <!doctype html>
    <html lang="%s">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Larch &amp; Lace</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/shop.css" />
        %s
      </head>
      <body>
        <header><h1>Larch &amp; Lace</h1></header>
        <main>%s%s%s</main>
        <footer><a href="#top">Imprint</a></footer>
      </body>
    </html>
    """
        .formatted(
            language,
            tag,
            SHOE.formatted("Ridge 2", "Leather, resoled twice, and still going."),
            SHOE.formatted("Meadow", "For grass, gravel and long Sundays."),
            SHOE.formatted("Harbour", "Waxed canvas that has seen rain."));
  }

  private void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type);
    headers.set(
        "Content-Security-Policy",
        "default-src 'none'; script-src %1$s; frame-src %1$s; style-src 'self'; img-src data:;"
                .formatted(chat)
            + " base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'");
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }
}
