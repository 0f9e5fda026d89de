package io.parley.tools.model.offline;

import io.parley.core.text.ConstantWord;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// The offline model's phrases; their words are the company's, in its phrases file, under the name
/// in lower case with hyphens. A phrase may have other words when it is said aloud, under the name
/// with `-spoken` behind it.
enum Phrase {
  GREET,
  GREET_NAMED,
  CAPABILITIES,
  THANKS,
  GOODBYE,
  DENY_OK,
  AFFIRM_WHAT,
  ASK_ORDER_NUMBER(Asks.NUMBER),
  /// After figures that are no order's number.
  ORDER_NUMBER_AGAIN(Asks.NUMBER),
  /// The same after a quotation that may have missed the question.
  HINT_ORDER_NUMBER(Asks.NUMBER),
  /// Whether a number was heard rightly.
  READ_BACK_ORDER_NUMBER(Asks.CONFIRMATION),
  ASK_TICKET_NUMBER(Asks.NUMBER),
  HINT_TICKET_NUMBER(Asks.NUMBER),
  ASK_WHAT_IS_THE_PROBLEM(Asks.PROBLEM),
  ORDER_FOUND_PLACED,
  ORDER_FOUND_PAID,
  ORDER_FOUND_PACKED,
  ORDER_FOUND_SHIPPED,
  /// Where the order is, for an anonymous customer.
  ORDER_FOUND_SHIPPED_PRIVATE,
  ORDER_FOUND_SHIPPED_LATE(Asks.OFFER),
  ORDER_FOUND_DELIVERED(Asks.OFFER_IF_NOT),
  ORDER_FOUND_CANCELLED,
  ORDER_FOUND_RETURNED,
  ORDER_NOT_FOUND(Asks.OFFER),
  TICKET_FOUND_OPEN,
  TICKET_FOUND_WAITING,
  TICKET_FOUND_SOLVED(Asks.OFFER_IF_NOT),
  TICKET_NOTE,
  TICKET_NOT_FOUND(Asks.OFFER),
  TICKET_CREATED,
  TICKET_REFUSED,
  TICKET_TOO_MANY,
  TICKET_IN_DOUBT,
  HUMAN_REQUESTED(Asks.NOTHING_BUT_IS_KNOWN_AGAIN),
  HUMAN_ALREADY,
  DONT_KNOW,
  DONT_KNOW_OFFER_TICKET(Asks.OFFER),
  /// After an earlier one of these.
  DONT_KNOW_AGAIN(Asks.NOTHING_BUT_IS_KNOWN_AGAIN),
  DONT_KNOW_OFFER_HUMAN(Asks.OFFER_HUMAN),
  OFFER_HUMAN(Asks.OFFER_HUMAN),
  /// An address that came alone.
  NOTED_ADDRESS,
  NOTED_ADDRESS_FOR_TICKET,
  TICKET_NUMBER_IS,
  ORDER_NUMBER_IS,
  REMEMBERED,
  REMEMBERED_NOTHING,
  QUOTE_INTRO,
  QUOTE_ALSO,
  QUOTE_UNSURE,
  QUOTE_SOURCE,
  /// After a part of an answer that is said aloud; without it the rest is not offered.
  GO_ON(Asks.MORE),
  /// When the customer wants to hear more, and there is none.
  NOTHING_MORE,
  OFFER_TICKET(Asks.OFFER),
  /// After an answer to an offer that may be no yes.
  OFFER_TICKET_AGAIN(Asks.OFFER),
  OFFER_HUMAN_AGAIN(Asks.OFFER_HUMAN),
  TOOL_BROKEN(Asks.OFFER),
  TOOL_BROKEN_NO_TICKET,
  TOOL_BROKEN_SEARCH,
  TOOL_BROKEN_TICKET;

  /// The kind of reply that the phrase asks for.
  enum Asks {
    NOTHING,
    NOTHING_BUT_IS_KNOWN_AGAIN,
    NUMBER,
    CONFIRMATION,
    PROBLEM,
    /// A ticket, if the customer says yes.
    OFFER,
    /// A human, likewise.
    OFFER_HUMAN,
    /// The rest of the answer, likewise.
    MORE,
    /// A ticket, if the customer says no.
    OFFER_IF_NOT
  }

  /// They say that we do not know.
  static final Set<Phrase> UNKNOWN =
      Collections.unmodifiableSet(
          EnumSet.of(DONT_KNOW, DONT_KNOW_OFFER_TICKET, DONT_KNOW_AGAIN, DONT_KNOW_OFFER_HUMAN));

  private final Asks asks;

  Phrase() {
    this(Asks.NOTHING);
  }

  Phrase(Asks asks) {
    this.asks = asks;
  }

  Asks asks() {
    return asks;
  }

  String key() {
    return ConstantWord.of(this);
  }
}
