package io.parley.identity.account;

import io.parley.identity.password.PasswordRules;
import io.parley.identity.password.Passwords;
import io.parley.identity.throttle.SignInThrottle;

/// The checks of passwords and of places.
public record AccountGuards(
    Passwords passwords, PasswordRules rules, SignInThrottle throttle, Devices devices) {}
