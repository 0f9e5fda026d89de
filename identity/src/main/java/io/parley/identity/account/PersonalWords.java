package io.parley.identity.account;

import io.parley.core.organisation.OrganisationDirectory.Belonging;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.Person;
import java.util.ArrayList;
import java.util.List;

/// Words that a person's password must not be.
final class PersonalWords {
  private PersonalWords() {}

  static List<String> of(Person person, List<Belonging> belongings) {
    return of(
        person.name(),
        person.address(),
        belongings.stream().map(each -> each.organisation().name()).toList());
  }

  static List<String> of(String name, EmailAddress address, List<String> companies) {
    var words = new ArrayList<>(List.of(name, address.text(), address.domain()));
    words.addAll(companies);
    return words;
  }
}
