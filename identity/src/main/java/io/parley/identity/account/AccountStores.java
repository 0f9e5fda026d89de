package io.parley.identity.account;

import io.parley.core.identity.Credentials;
import io.parley.core.identity.Passkeys;
import io.parley.core.identity.PasswordResets;
import io.parley.core.identity.RefreshFamilies;
import io.parley.core.mail.Mails;
import io.parley.core.organisation.OrganisationDirectory;
import io.parley.core.organisation.Organisations;
import io.parley.core.person.Persons;
import io.parley.identity.confirm.ConfirmedAccounts;

/// The stores of accounts.
public record AccountStores(
    Persons persons,
    Credentials credentials,
    Passkeys passkeys,
    PasswordResets resets,
    RefreshFamilies families,
    OrganisationDirectory directory,
    Organisations organisations,
    Mails mails) {
  /// Accounts by the word of an organisation.
  public ConfirmedAccounts confirmed() {
    return new ConfirmedAccounts(persons, credentials, passkeys, families);
  }
}
