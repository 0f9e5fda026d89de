package io.parley.identity.throttle;

import io.parley.core.limit.RemoteAddress;
import java.util.Optional;

/// A try to sign in.
///
/// @param account its normalised name, also if there is no such account
/// @param device the id in the browser's cookie of an earlier sign-in to this account, which was
///   verified before; empty if there is none
public record SignInAttempt(String account, RemoteAddress address, Optional<String> device) {}
