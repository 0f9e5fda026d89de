package io.parley.server;

/// The text printed when the node accepts traffic.
final class Banner {
  private Banner() {}

  static String of(NodeBasics basics, Services services, Addresses addresses, OwnerLink owner) {
    var text = new StringBuilder();
    text.append('\n');
    line(text, "Parley", ProgramVersion.number() + ", " + mode(basics.settings()));
    line(text, "chat page", addresses.http() + "/");
    line(text, "API docs", addresses.http() + "/docs");
    line(text, "management", addresses.management() + "/");
    addresses.sip().ifPresent(sip -> line(text, "telephones", sip));
    line(text, "model", services.brains().description());
    line(text, "data", basics.data() + ", " + place(services.storage().databases()));
    if (basics.settings().cluster().port() != 0)
      line(text, "cluster", services.member().membership().address());
    basics.tokens().madeUp().forEach((role, token) -> line(text, role + " token", token));
    owner.line().ifPresent(link -> line(text, "owner", link));
    text.append("\n  Ctrl-C stops it.\n");
    return text.toString();
  }

  static String mode(ServerSettings settings) {
    return settings.production() ? "production" : "development mode";
  }

  static String place(Databases databases) {
    // operators should see at once where words are kept: bundled or configured
    var database = databases.ownDatabase() ? "own PostgreSQL" : "PostgreSQL as configured";
    var store = databases.ownStore() ? "own object store" : "object store as configured";
    return database + ", " + store;
  }

  static void line(StringBuilder text, String name, String value) {
    text.append("  %-15s %s%n".formatted(name, value));
  }
}
