/// Passwords: what may be one, and how it is stored. [io.parley.identity.password.PasswordRules]
/// says whether a new password is accepted, [io.parley.identity.password.Passwords] hashes and
/// compares.
package io.parley.identity.password;
