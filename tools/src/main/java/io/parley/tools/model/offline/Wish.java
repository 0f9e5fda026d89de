package io.parley.tools.model.offline;

import io.parley.core.model.ToolRequest;
import io.parley.tools.json.Jackson;
import java.util.Optional;

/// One thing that the customer wants, as far as it was understood.
sealed interface Wish {
  /// As in the schema of `kb.search`.
  int QUERY_MAX = 1_000;

  String TICKET_TOOL = "create_ticket";

  /// The call that it takes, if it takes one.
  Optional<ToolRequest> call();

  /// Nothing but an answer in the company's own words.
  record Talk(Phrase phrase) implements Wish {
    @Override
    public Optional<ToolRequest> call() {
      return Optional.empty();
    }
  }

  /// To know how an order or a ticket stands.
  record Status(Kind kind, String number) implements Wish {
    enum Kind {
      ORDER,
      TICKET
    }

    @Override
    public Optional<ToolRequest> call() {
      return Optional.of(
          new ToolRequest(
              "fetch_status",
              Jackson.json(
                  Jackson.object()
                      .put("kind", kind == Kind.ORDER ? "order" : "ticket")
                      .put("number", number))));
    }
  }

  /// Somebody who sees to it.
  ///
  /// @param confirmation what to say when the ticket is there
  record Ticket(String subject, String description, Phrase confirmation) implements Wish {
    @Override
    public Optional<ToolRequest> call() {
      return Optional.of(
          new ToolRequest(
              TICKET_TOOL,
              Jackson.json(
                  Jackson.object().put("subject", subject).put("description", description))));
    }
  }

  /// A colleague was asked for before, and knows.
  record AlreadyCalled(String ticket) implements Wish {
    @Override
    public Optional<ToolRequest> call() {
      return Optional.empty();
    }
  }

  /// To know something that the help centre may tell.
  ///
  /// @param hint what to add, in case that something else was meant
  record Question(String text, Optional<Phrase> hint) implements Wish {
    @Override
    public Optional<ToolRequest> call() {
      return Optional.of(search(text));
    }
  }

  /// Rather something for which we would have to ask back, unless the help centre has the answer.
  ///
  /// @param otherwise what to ask when it has no answer; nothing when something else is answered
  ///   already
  /// @param hint what to add when it has one
  record Unsure(String text, Optional<Phrase> otherwise, Optional<Phrase> hint) implements Wish {
    @Override
    public Optional<ToolRequest> call() {
      return Optional.of(search(text));
    }
  }

  private static ToolRequest search(String text) {
    var query = text.length() > QUERY_MAX ? text.substring(0, QUERY_MAX) : text;
    return new ToolRequest("kb.search", Jackson.json(Jackson.object().put("query", query)));
  }
}
