package io.parley.voice.desk;

import io.parley.core.session.Customer;
import io.parley.sessions.SessionView;
import io.parley.sessions.entry.Visit;
import io.parley.voice.call.Engines;
import java.util.List;

/// The outcome of a check whether a call in a session is possible.
public sealed interface CallCheck {
  /// @throws NotPossible when a call is not possible
  default Passed passed() {
    return switch (this) {
      case Passed passed -> passed;
      case NoSuchSession() -> throw new NotPossible("the session is gone");
      case SessionEnded() -> throw new NotPossible("the session has ended");
      case NotALanguage() -> throw new NotPossible("the language is no BCP 47 tag");
      case NotSpoken(var language, var spoken) ->
          throw new NotPossible("%s is not spoken (expected: %s)".formatted(language, spoken));
      case NotAvailable(var detail) -> throw new NotPossible(detail);
    };
  }

  /// A call is possible, once it has a place.
  ///
  /// @param language a BCP 47 tag
  record Passed(Visit visit, SessionView view, String language, Engines engines)
      implements CallCheck {
    boolean isVerified() {
      return view.customer().filter(Customer::verified).isPresent();
    }
  }

  record NoSuchSession() implements CallCheck {}

  record SessionEnded() implements CallCheck {}

  /// The requested language is not a tag such as `de` or `pt-BR`.
  record NotALanguage() implements CallCheck {}

  /// @param spoken the default agent's languages that are spoken
  record NotSpoken(String language, List<String> spoken) implements CallCheck {}

  /// @param detail a sentence for people
  record NotAvailable(String detail) implements CallCheck {}
}
