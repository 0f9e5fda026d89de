/// The sender of a request and its permissions: a [io.parley.core.access.Principal]. The adapter of
/// each protocol makes it from a credential (a token, a signature, a trunk's address); everything
/// behind the adapters knows principals only.
///
/// A person's principal follows from a [io.parley.core.access.Standing]: memberships with roles,
/// assignments of the platform's staff, and access that was opened for a while. A program's follows
/// from the scopes of its API key.
package io.parley.core.access;
