package io.parley.core.knowledge.asked;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Questions of one meaning in one language.
///
/// @param language a BCP 47 tag; `und` when nothing tells it
/// @param count how often it was asked
/// @param examples the newest questions, newest first
/// @param draft what a person wrote, or else the newest words of a human of the company
/// @param ref of the document that answers it
public record AskedGroup(
    long id,
    AskedState state,
    String language,
    int count,
    Instant lastAsked,
    List<AskedQuestion> examples,
    Optional<Draft> draft,
    Optional<String> ref) {
  public AskedGroup {
    examples = List.copyOf(examples);
  }

  /// A text that nobody has published.
  ///
  /// @param proposed whether no person has saved it: it is taken from a session
  public record Draft(String question, String answer, boolean proposed) {}
}
