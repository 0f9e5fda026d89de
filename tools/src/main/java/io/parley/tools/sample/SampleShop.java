package io.parley.tools.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.core.knowledge.Article;
import io.parley.core.support.Order;
import io.parley.core.support.Ticket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Scree & Sorrel, a shoe shop that does not exist.
///
/// @param articles in order of `ref`; a translation has the ref of the English one with its
///   language at the end, such as `return-shoes-de`
/// @param orders by their customer's id
/// @param tickets each names its customer
public record SampleShop(
    List<Article> articles, Map<String, List<Order>> orders, List<Ticket> tickets) {
  private static final String ROOT = "/sample-shop/";

  /// The shop's time zone, which decides its days.
  private static final ZoneId ZONE = ZoneId.of("Europe/Ljubljana");

  /// The day on which its files were written: their present.
  private static final LocalDate WRITTEN = LocalDate.of(2026, 11, 21);

  public SampleShop {
    articles = List.copyOf(articles);
    var copy = new LinkedHashMap<String, List<Order>>();
    orders.forEach((customer, theirs) -> copy.put(customer, List.copyOf(theirs)));
    orders = Collections.unmodifiableMap(copy);
    tickets = List.copyOf(tickets);
  }

  /// @throws IllegalStateException when a file in this jar is damaged
  public static SampleShop load() {
    try {
      return new SampleShop(
          articleFiles().stream()
              .map(SampleShop::article)
              .sorted(Comparator.comparing(Article::ref))
              .toList(),
          orders(Csv.read(text("orders.csv"))),
          Csv.read(text("tickets.csv")).stream().map(SampleShop::ticket).toList());
    } catch (RuntimeException e) {
      throw new IllegalStateException("the sample shop's files are damaged", e);
    }
  }

  /// The same shop on another day: all dates of orders and tickets are moved, so that parcels under
  /// way are still expected.
  ///
  /// @param now its present
  public SampleShop at(Instant now) {
    long days = ChronoUnit.DAYS.between(WRITTEN, LocalDate.ofInstant(now, ZONE));
    var moved = new LinkedHashMap<String, List<Order>>();
    orders.forEach(
        (customer, theirs) ->
            moved.put(customer, theirs.stream().map(each -> moved(each, days)).toList()));
    return new SampleShop(
        articles, moved, tickets.stream().map(each -> moved(each, days)).toList());
  }

  private static Order moved(Order order, long days) {
    return new Order(
        order.number(),
        order.status(),
        order.placedAt().plus(days, ChronoUnit.DAYS),
        order.items(),
        order.totalCents(),
        order.currency(),
        order.carrier(),
        order.tracking(),
        order.expectedAt().map(day -> day.plusDays(days)),
        order.deliveredAt().map(day -> day.plusDays(days)));
  }

  private static Ticket moved(Ticket ticket, long days) {
    return new Ticket(
        ticket.number(),
        ticket.customer(),
        ticket.subject(),
        ticket.status(),
        ticket.priority(),
        ticket.createdAt().plus(days, ChronoUnit.DAYS),
        ticket.updatedAt().plus(days, ChronoUnit.DAYS),
        ticket.note());
  }

  /// Front matter between two lines of `---`, then Markdown.
  private static Article article(String file) {
    int end = file.indexOf("\n---\n", 4);
    var front = new LinkedHashMap<String, String>();
    file.substring(4, end)
        .lines()
        .forEach(
            line ->
                front.put(
                    line.substring(0, line.indexOf(':')),
                    line.substring(line.indexOf(':') + 1).strip()));
    return new Article(
        front.get("ref"),
        front.get("title"),
        List.of(front.get("tags").split(",\\s*")),
        file.substring(end + 5).strip());
  }

  private static Map<String, List<Order>> orders(List<Map<String, String>> rows) {
    var orders = new LinkedHashMap<String, List<Order>>();
    for (var row : rows)
      orders.computeIfAbsent(row.get("customer"), _ -> new ArrayList<>()).add(order(row));
    return orders;
  }

  private static Order order(Map<String, String> row) {
    return new Order(
        row.get("number"),
        Order.Status.valueOf(row.get("status").toUpperCase(Locale.ROOT)),
        Instant.parse(row.get("placed_at")),
        Arrays.stream(row.get("items").split("\\|")).map(SampleShop::item).toList(),
        Optional.of(Long.parseLong(row.get("total_cents"))),
        row.get("currency"),
        some(row.get("carrier")),
        some(row.get("tracking")),
        some(row.get("expected_at")).map(LocalDate::parse),
        some(row.get("delivered_at")).map(at -> LocalDate.ofInstant(Instant.parse(at), ZONE)));
  }

  /// `sku:title:quantity:cents`; only the title may hold a colon.
  private static Order.Item item(String text) {
    int sku = text.indexOf(':');
    int cents = text.lastIndexOf(':');
    int quantity = text.lastIndexOf(':', cents - 1);
    return new Order.Item(
        text.substring(0, sku),
        text.substring(sku + 1, quantity),
        Integer.parseInt(text.substring(quantity + 1, cents)),
        Long.parseLong(text.substring(cents + 1)));
  }

  private static Ticket ticket(Map<String, String> row) {
    return new Ticket(
        row.get("number"),
        some(row.get("customer")),
        row.get("subject"),
        Ticket.Status.valueOf(row.get("status").toUpperCase(Locale.ROOT)),
        Ticket.Priority.valueOf(row.get("priority").toUpperCase(Locale.ROOT)),
        Instant.parse(row.get("created_at")),
        Instant.parse(row.get("updated_at")),
        row.get("note"));
  }

  private static Optional<String> some(String text) {
    return Optional.of(text).filter(t -> !t.isBlank());
  }

  private static String text(String name) {
    try (var in = SampleShop.class.getResourceAsStream(ROOT + name)) {
      if (in == null) throw new IllegalStateException("no " + name + " in the sample shop");
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("sample shop, " + name, e);
    }
  }

  /// The files of a directory on the class path, which is inside a jar or, in a build, on the disk.
  private static List<String> articleFiles() {
    try {
      URI articles = SampleShop.class.getResource(ROOT + "articles").toURI();
      if (!articles.getScheme().equals("jar")) return texts(Path.of(articles));
      try (var jar = FileSystems.newFileSystem(articles, Map.of())) {
        return texts(jar.getPath(ROOT + "articles"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("sample shop, articles", e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the location of a resource is not a URI", e);
    }
  }

  /// English ones in the directory itself, other languages in one of their own below it.
  private static List<String> texts(Path directory) throws IOException {
    try (var files = Files.walk(directory, 2)) {
      var texts = new ArrayList<String>();
      for (var file : files.filter(Files::isRegularFile).toList())
        texts.add(Files.readString(file));
      return texts;
    }
  }
}
