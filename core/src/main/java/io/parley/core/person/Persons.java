package io.parley.core.person;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Stores people. Thread safe.
public interface Persons {
  /// Stores a person, unless there is one with this address already.
  ///
  /// @return the person with this address: the given one, or the earlier one unchanged. Callers
  ///   must not let a stranger see which
  CompletionStage<Person> register(Person person);

  CompletionStage<Optional<Person>> find(PersonId id);

  CompletionStage<Optional<Person>> find(EmailAddress address);

  /// Notes that mail to the person's address arrives.
  ///
  /// @param address the one that was proved; another one than the person's changes nothing
  /// @return whether the address is the person's
  CompletionStage<Boolean> verified(PersonId id, EmailAddress address);

  /// Gives a person another name; changes nothing if there is no such person.
  ///
  /// @param name 1 to 100 characters, see [Person#isName]
  CompletionStage<Void> rename(PersonId id, String name);

  /// Has a person's mails written in the language that it has chosen; changes nothing if there is
  /// no such person.
  ///
  /// @param language a tag of BCP 47 in small letters
  CompletionStage<Void> speaks(PersonId id, String language);

  /// The same for a language that the person has not chosen, such as that of its browser; changes
  /// nothing if one is known.
  ///
  /// @param language a tag of BCP 47 in small letters
  CompletionStage<Void> seemsToSpeak(PersonId id, String language);
}
