package io.parley.tools.model.offline;

import io.parley.core.model.ToolRequest;
import io.parley.tools.json.Jackson;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One thing that the customer wants, as far as it was understood.
sealed interface Wish {
  /// As in the schema of `kb.search`.
  int QUERY_MAX = 1_000;

  String TICKET_TOOL = "create_ticket";

  /// The tool call that it needs, if any.
  Optional<ToolRequest> call();

  /// A phrase of the company is the whole answer.
  record Talk(Phrase phrase) implements Wish {
    @Override
    public Optional<ToolRequest> call() {
      return Optional.empty();
    }
  }

  /// The status of an order or a ticket.
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

  /// A ticket for a human.
  ///
  /// @param confirmation the phrase for when the ticket is open
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

  /// A phrase with values that we know already.
  record Said(Phrase phrase, Map<String, String> values) implements Wish {
    @Override
    public Optional<ToolRequest> call() {
      return Optional.empty();
    }
  }

  /// Nothing that we could find an answer to.
  record Unknown() implements Wish {
    @Override
    public Optional<ToolRequest> call() {
      return Optional.empty();
    }
  }

  /// A human was called earlier in this conversation.
  record AlreadyCalled(String ticket) implements Wish {
    @Override
    public Optional<ToolRequest> call() {
      return Optional.empty();
    }
  }

  /// A search of the help centre.
  ///
  /// @param words of the customer that an answer should have; none when the text is the help
  ///   centre's own
  /// @param strange words of the customer that no example has: an answer has them too
  /// @param guessed whether the text is a guess: what it finds is a possible answer at best
  /// @param enough score from which on no further search is needed
  record Search(String text, String words, List<String> strange, boolean guessed, double enough) {
    public Search {
      strange = List.copyOf(strange);
    }

    /// The next search is made whatever this one finds.
    static final double NEVER = 2;

    ToolRequest call() {
      var query = text.length() > QUERY_MAX ? text.substring(0, QUERY_MAX) : text;
      return new ToolRequest("kb.search", Jackson.json(Jackson.object().put("query", query)));
    }
  }

  /// A question for the help centre.
  ///
  /// @param searches one after the other, until one finds enough
  /// @param doubtful whether it is hardly one for this help centre: only a clear answer counts
  /// @param hint the phrase to add, in case something else was meant
  record Question(List<Search> searches, boolean doubtful, Optional<Phrase> hint) implements Wish {
    public Question {
      searches = List.copyOf(searches);
    }

    @Override
    public Optional<ToolRequest> call() {
      return Optional.of(searches.getFirst().call());
    }
  }

  /// Probably a wish that needs a question back, unless the help centre has the answer.
  ///
  /// @param otherwise the question to ask when it has no answer; empty when another wish is
  ///   answered already
  /// @param hint the phrase to add when it has one
  record Unsure(List<Search> searches, Optional<Phrase> otherwise, Optional<Phrase> hint)
      implements Wish {
    public Unsure {
      searches = List.copyOf(searches);
    }

    @Override
    public Optional<ToolRequest> call() {
      return Optional.of(searches.getFirst().call());
    }
  }

  /// The searches that it needs, if any.
  default List<Search> searchesOf() {
    return switch (this) {
      case Question question -> question.searches();
      case Unsure unsure -> unsure.searches();
      case Talk _, Said _, Unknown _, AlreadyCalled _, Status _, Ticket _ -> List.of();
    };
  }
}
