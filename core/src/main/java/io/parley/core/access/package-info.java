/// The sender of a request and its permissions: a [io.parley.core.access.Principal]. The adapter of
/// each protocol makes it from a credential (a token, a signature, a trunk's address); everything
/// behind the adapters knows principals only.
package io.parley.core.access;
