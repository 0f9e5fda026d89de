package io.parley.identity.account;

import io.parley.core.organisation.OpenLink;

/// A link as the page that it leads to shows it.
///
/// @param isSignUp whether it verifies the address of somebody who signed up
/// @param hasAccount whether the address that it was sent to has an account with a password, which
///   must be given
public record LinkView(OpenLink link, boolean isSignUp, boolean hasAccount) {}
