/// Limits of sign-ins that slow guesses and do not let strangers lock a person out:
/// [io.parley.identity.throttle.SignInThrottle].
package io.parley.identity.throttle;
